import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { freshDatabase, queryOnce, testRolePassword, testRoles } from '../../tests/kit/database.ts'
import { tempFolder } from '../../tests/kit/temp-folder.ts'
import { secretsFrom } from '../home/secrets.ts'
import type { Connection } from './connection.ts'
import { rolesOf } from './connection.ts'
import { openDatabase } from './database.ts'
import { requireKnownKey } from './key-check.ts'
import { migrate } from './migrate.ts'

const key = (id: string) => ({ id, key: randomBytes(32) })

/** An empty database whose owner is no superuser, as at a company that runs PostgreSQL itself. */
async function databaseOfItsOwn(rights: string): Promise<Connection> {
  const { owner } = await freshDatabase()
  const user = `owner_${randomBytes(6).toString('hex')}`
  await queryOnce(owner, `create role ${user} login password 'theirs' ${rights}`)
  await queryOnce(owner, `create database ${user} owner ${user}`)
  return { ...owner, user, password: 'theirs', database: user }
}

it('brings an empty database up to date once, from however many nodes at once', async () => {
  const owner = await databaseOfItsOwn('createrole')
  const nodes = await Promise.all([1, 2, 3, 4].map(() => migrate(owner, { rolePassword: testRolePassword })))
  expect(nodes.filter(({ applied }) => applied.length > 0)).toHaveLength(1)
})

describe('the owner of the database', () => {
  it('needs to be no superuser, only to create roles', async () => {
    const owner = await databaseOfItsOwn('createrole')
    const roles = rolesOf(owner.database)
    for (let start = 1; start <= 2; start++) await migrate(owner, { rolePassword: testRolePassword })
    const db = await openDatabase(owner, roles, testRolePassword)
    expect(await db.global.selectFrom('installation').select('first_tenant_id').execute()).toEqual([
      { first_tenant_id: null },
    ])
    await db.close()
  })

  it('hears in a sentence which right is missing', async () => {
    const owner = await databaseOfItsOwn('nocreaterole')
    await expect(migrate(owner, { rolePassword: testRolePassword })).rejects.toMatchObject({
      exitCode: 69,
      message: expect.stringContaining(`alter role "${owner.user}" createrole`),
    })
  })

  it('corrects what stands behind the wall, though the wall is forced around the owner too', async () => {
    const owner = await databaseOfItsOwn('createrole')
    const folder = await tempFolder()
    const first =
      'create table note (words text); insert into note values (1); alter table note enable row level security, force row level security'
    await writeFile(join(folder, '1.sql'), first)
    await migrate(owner, { rolePassword: testRolePassword, folder })
    await writeFile(join(folder, '2.sql'), 'update note set words = words || 2; create table copy as table note')
    await migrate(owner, { rolePassword: testRolePassword, folder })
    expect(await queryOnce(owner, 'select words from copy')).toEqual([{ words: '12' }])
    expect(await queryOnce(owner, 'table note')).toEqual([])
  })
})

describe('the secret key', () => {
  async function startWith(owner: Connection, secrets: ReturnType<typeof secretsFrom>, password = testRolePassword) {
    await migrate(owner, {
      roles: testRoles,
      rolePassword: password,
      admit: (client) => requireKnownKey(client, secrets),
    })
  }

  it('is replaced by a newer one while the older is named, and never by one that knows nothing of it', async () => {
    const { owner } = await freshDatabase()
    const [older, newer] = [key('older'), key('newer')]
    await startWith(owner, secretsFrom([older]))
    await expect(startWith(owner, secretsFrom([newer]))).rejects.toMatchObject({
      exitCode: 77,
      message: expect.stringContaining('"older"'),
    })
    await expect(startWith(owner, secretsFrom([key('older')]))).rejects.toMatchObject({ exitCode: 77 })
    await startWith(owner, secretsFrom([newer, older]))
    await startWith(owner, secretsFrom([newer]))
    await expect(startWith(owner, secretsFrom([older]))).rejects.toMatchObject({ exitCode: 77 })
  })

  it('that is wrong locks nobody out: the roles keep their passwords', async () => {
    const { owner, roles } = await freshDatabase()
    await startWith(owner, secretsFrom([key('right')]))
    await expect(startWith(owner, secretsFrom([key('wrong')]), () => 'another')).rejects.toThrow()
    const db = await openDatabase(owner, roles, testRolePassword)
    await db.close()
  })
})
