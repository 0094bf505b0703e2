import { randomBytes } from 'node:crypto'
import { copyFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { isId, newId } from '../../contract/ids.ts'
import { freshDatabase, queryOnce, testRolePassword } from '../../tests/kit/database.ts'
import { tempFolder } from '../../tests/kit/temp-folder.ts'
import { rolesOf } from '../db/connection.ts'
import { openDatabase } from '../db/database.ts'
import { migrate } from '../db/migrate.ts'
import { readProfiles } from './profile-view.ts'

const migrations = join(import.meta.dirname, '../db/migrations')

it('gives companies from before one profile, the default, and everybody in them that profile', async () => {
  const { owner: server } = await freshDatabase()
  // As at a company that runs PostgreSQL itself: the owner is no superuser, and the wall is around them, too.
  const user = `owner_${randomBytes(6).toString('hex')}`
  await queryOnce(server, `create role ${user} login password 'theirs' createrole`)
  await queryOnce(server, `create database ${user} owner ${user}`)
  const owner = { ...server, user, password: 'theirs', database: user }
  const before = await tempFolder()
  for (const name of await readdir(migrations))
    if (name < '0010') await copyFile(join(migrations, name), join(before, name))
  await migrate(owner, { rolePassword: testRolePassword, folder: before })
  const [tenant, site] = [newId(), newId()]
  const people = [newId(), newId()].map(
    (id, index) =>
      `('${tenant}', '${id}', 'M', 'O', 'o', 'm@x.example', 'm@x.example', 'm${index}', 'm${index}', '${site}', '{}', '[]', 'active', 'user')`,
  )
  await writeFile(
    join(before, '0009-zz-company.sql'),
    `insert into tenant (id, slug, name, country, language, time_zone) values ('${tenant}', 'acme', 'Acme', 'US', 'en-US', 'UTC');
     insert into site (tenant_id, id, name, name_key, country, language, time_zone, address, extension_from, extension_to)
       values ('${tenant}', '${site}', 'HQ', 'hq', 'US', 'en-US', 'UTC', '{}', '1000', '1999');
     insert into app_user (tenant_id, id, first_name, last_name, sort_key, email, email_key, username, username_key, site_id, devices,
       personal_numbers, state, role) values ${people.join(', ')};`,
  )
  await migrate(owner, { rolePassword: testRolePassword, folder: before })
  await migrate(owner, { rolePassword: testRolePassword })
  const db = await openDatabase(owner, rolesOf(owner.database), testRolePassword)
  try {
    const profiles = await db.inTenant(tenant, readProfiles)
    expect(profiles).toMatchObject([
      { name: 'Standard', isDefault: true, people: 2, differing: 0, defaults: {}, locks: [], version: 1 },
    ])
    const { id = '' } = profiles[0] ?? {}
    expect([isId(id), id[14]]).toEqual([true, '7'])
  } finally {
    await db.close()
  }
})
