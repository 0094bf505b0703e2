import { type RawBuilder, sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { endpoints } from '../../contract/api/endpoints.ts'
import type { Id } from '../../contract/ids.ts'
import { eraseHistory } from '../../server/erasure/erase-history.ts'
import { noTerms } from '../../server/erasure/personal-terms.ts'
import { purgeExpired } from '../../server/leaving/purge-users.ts'
import { referenceSources, settledColumns } from '../../server/references/registry.ts'
import { type ApiCompany, apiOfThisFile } from '../kit/api.ts'

const at = apiOfThisFile()
const bob = { firstName: 'Bob', lastName: 'Baker', email: 'bob@acme.example', site: 'HQ' }
const reached = { license: 'Standard', extension: 'auto' as const }
let block = 70

async function companyWithNumbers(): Promise<ApiCompany & { numbers: string[] }> {
  block += 1
  const numbers = [0, 1].map((last) => `+1415555${block}1${last}`)
  return { ...(await at.company({ licenses: { Standard: 3 }, numbers: numbers.join(',') })), numbers }
}

async function remove({ api }: ApiCompany, id: Id): Promise<Id> {
  const answer = await api.call(endpoints.deleteUser, { params: { id } })
  return 'changeSetId' in answer ? answer.changeSetId : ''
}

const bin = async ({ api }: ApiCompany) => (await api.call(endpoints.listRecycled)).items

async function monthPasses({ tenantId }: ApiCompany): Promise<void> {
  await sql`update app_user set deleted_at = deleted_at - interval '30 days' where tenant_id = ${tenantId} and deleted_at is not null`.execute(
    at.house.owner,
  )
}

describe('the recycle bin', () => {
  it('says who lies in it, what they had, who put them there and how long they stay', async () => {
    const acme = await companyWithNumbers()
    const { user } = await acme.api.createUser({ ...bob, ...reached, numbers: ['auto'] })
    await remove(acme, user.id)
    expect(await bin(acme)).toMatchObject([
      {
        name: 'Bob Baker',
        daysLeft: 30,
        deletedBy: expect.stringMatching(/.+/),
        had: { license: 'Standard', extension: user.extension, numbers: user.numbers.map((number) => number.display) },
      },
    ])
  })

  it('brings several back at once, and says before what they lose', async () => {
    const acme = await companyWithNumbers()
    const people = [
      await acme.api.createUser({ ...bob, ...reached }),
      await acme.api.createUser({ ...bob, ...reached }),
    ]
    for (const { user } of people) await remove(acme, user.id)
    await acme.api.createUser({ ...bob, ...reached })
    await acme.api.createUser({ ...bob, ...reached })
    const body = { userIds: people.map(({ user }) => user.id) }
    const said = await acme.api.call(endpoints.restoreUsers, { body, query: { dryRun: 'true' } })
    expect(said.items.map((item) => item.refusal)).toEqual([null, null])
    expect(said.items.flatMap((item) => item.lost).join(' ')).toMatch(/No Standard licence is free/)
    expect(await bin(acme)).toHaveLength(2)
    const done = await acme.api.call(endpoints.restoreUsers, { body })
    expect(done.items).toEqual(said.items)
    expect(await bin(acme)).toEqual([])
  })

  it('lets go of whoever lay in it for 30 days, and of what was theirs; the numbers are free, history stays', async () => {
    const acme = await companyWithNumbers()
    const { user } = await acme.api.createUser({ ...bob, ...reached, numbers: ['auto'], devices: ['web', 'desk'] })
    const gone = await remove(acme, user.id)
    await purgeExpired(at.house)
    expect(await bin(acme)).toHaveLength(1)
    await monthPasses(acme)
    await purgeExpired(at.house)
    expect(await bin(acme)).toEqual([])
    expect(await countOf('app_user', acme, sql`id = ${user.id}`)).toBe(0)
    for (const table of ['sip_account', 'search_token', 'mail', 'registration', 'password', 'session'])
      expect(await countOf(table, acme, sql`user_id = ${user.id}`), table).toBe(0)
    expect(await countOf('sip_username', acme)).toBe(0)
    const [set] = (await acme.api.call(endpoints.listChangeSets)).items
    expect(set).toMatchObject({ summary: 'deleted Bob Baker for good', source: 'system', canUndo: false })
    const undo = await acme.api.refused(endpoints.undoChangeSet, { params: { id: gone } })
    expect(undo.detail).toMatch(/removed for good/)
    await sql`update phone_number set quarantined_until = now() where tenant_id = ${acme.tenantId} and quarantined_until is not null`.execute(
      at.house.owner,
    )
    expect((await acme.api.createUser({ ...bob, ...reached, numbers: acme.numbers })).user.numbers).toHaveLength(2)
  })

  it('can be emptied by hand, but only of who is in it', async () => {
    const acme = await companyWithNumbers()
    const { user } = await acme.api.createUser({ ...bob, ...reached })
    const body = { userIds: [user.id] }
    expect((await acme.api.refused(endpoints.purgeUsers, { body })).code).toBe('not_found')
    await remove(acme, user.id)
    expect(await acme.api.call(endpoints.purgeUsers, { body })).toMatchObject({ purged: 1 })
    expect((await acme.api.refused(endpoints.restoreUsers, { body })).code).toBe('not_found')
  })

  it('of a company is no obstacle to deleting a site once it is empty', async () => {
    const acme = await companyWithNumbers()
    const address = { line1: '1 Rue X', line2: '', city: 'Paris', state: '', postalCode: '75001', country: 'FR' }
    const spec = { name: 'Paris', country: 'FR', language: 'fr-FR', timeZone: 'Europe/Paris', address }
    const extensions = { from: '7000', to: '7999' }
    const { site } = await acme.api.call(endpoints.createSite, { body: { ...spec, extensions } })
    const { user } = await acme.api.createUser({ ...bob, site: 'Paris' })
    await remove(acme, user.id)
    expect((await acme.api.refused(endpoints.deleteSite, { params: { id: site.id } })).code).toBe('still_in_use')
    await acme.api.call(endpoints.purgeUsers, { body: { userIds: [user.id] } })
    await acme.api.call(endpoints.deleteSite, { params: { id: site.id } })
  })
})

async function countOf(
  table: string,
  { tenantId }: ApiCompany,
  where: RawBuilder<unknown> = sql`true`,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ${sql.table(table)} where tenant_id = ${tenantId} and ${where}`.execute(
    at.house.owner,
  )
  return rows[0]?.count ?? 0
}

/** Every column of the database that can hold text or JSON. */
async function textColumns(): Promise<{ table: string; column: string }[]> {
  const { rows } = await sql<{ table: string; column: string }>`
    select c.relname as table, a.attname as column from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
      and format_type(a.atttypid, null) in ('text', 'text[]', 'character varying', 'jsonb', 'json')`.execute(
    at.house.owner,
  )
  return rows
}

/** Where any of these words stands, without regard to case. */
async function placesOf(words: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const { table, column } of await textColumns()) {
    const { rows } = await sql<{ text: string }>`
      select left(${sql.ref(column)}::text, 300) as text from ${sql.table(table)}
      where ${sql.ref(column)}::text ~* ${words.join('|')}`.execute(at.house.owner)
    for (const { text } of rows) found.push(`${table}.${column}: ${text}`)
  }
  return found
}

describe('an erasure', () => {
  const zofia = { firstName: 'Zöfiandra', lastName: "O'Quixnell", email: 'zq.quixnell@private.example', site: 'HQ' }
  const words = ['Zöfiandra', 'Quixnell', 'zquix77', 'hr-991-zq']

  async function lifeOfZofia(acme: ApiCompany): Promise<Id> {
    const { api } = acme
    const spec = { ...zofia, ...reached, username: 'zquix77', externalId: 'hr-991-zq', numbers: ['auto' as const] }
    const { user } = await api.createUser(spec, { 'idempotency-key': `zofia ${acme.slug}` })
    await api.updateUser(user.id, { jobTitle: 'Assistant of Zöfiandra', devices: ['web', 'desk'] })
    await api.call(endpoints.addDevice, { params: { id: user.id }, body: { label: 'Zöfiandra’s phone' } })
    const browser = await at.signedIn(acme, user.id)
    await sql`update access_event set actor_name = ${"Zöfiandra O'Quixnell"} where actor_id = ${user.id}`.execute(
      at.house.owner,
    )
    await browser.call(endpoints.addOwnDevice, { body: { label: 'Mine' } })
    await api.call(endpoints.sendWelcome, { params: { id: user.id } })
    const targets = [{ kind: 'user' as const, userId: user.id }]
    const to = { kind: 'ring' as const, targets, order: 'together' as const, secondsEach: 20 }
    const colleague = (await api.createUser({ ...bob, ...reached, services: { forwarding: { busy: to } } })).user
    await api.call(endpoints.offboard, {
      params: { id: user.id },
      body: { at: new Date(Date.now() + 3600_000).toISOString(), successorId: colleague.id },
    })
    return user.id
  }

  async function eraseAndLook(prepare: (acme: ApiCompany, id: Id) => Promise<unknown>): Promise<ApiCompany> {
    const acme = await companyWithNumbers()
    const id = await lifeOfZofia(acme)
    await prepare(acme, id)
    expect((await placesOf(words)).length).toBeGreaterThan(5)
    const dry = await acme.api.call(endpoints.eraseUser, { params: { id }, body: {}, query: { dryRun: 'true' } })
    expect(dry.changeSetId).toBeNull()
    const answer = await acme.api.call(endpoints.eraseUser, { params: { id }, body: {} })
    expect(answer.remains.join(' ')).toMatch(/Call records stay/)
    expect(await placesOf(words)).toEqual([])
    return acme
  }

  it('of somebody who is here leaves their name, e-mail and username in no text of the database, and the numbers exact', async () => {
    const acme = await eraseAndLook(async () => {})
    const { items } = await acme.api.call(endpoints.listLicenses)
    expect(items[0]).toMatchObject({ used: 1 })
    const sets = (await acme.api.call(endpoints.listChangeSets)).items
    expect(sets[0]).toMatchObject({ summary: 'erased a person', canUndo: false })
    const created = sets.find((set) => set.summary === 'created Somebody who was erased')
    const refused = await acme.api.refused(endpoints.undoChangeSet, { params: { id: created?.id ?? '' } })
    expect(refused.detail).toBe('What this was about was erased, so it cannot be put back.')
  })

  it('of somebody in the recycle bin, too', async () => {
    await eraseAndLook(remove)
  })

  it('of somebody who is long gone, too', async () => {
    await eraseAndLook(async (acme, id) => {
      await remove(acme, id)
      await acme.api.call(endpoints.purgeUsers, { body: { userIds: [id] } })
    })
  })

  it('is finished after a crash by what history itself says', async () => {
    const acme = await companyWithNumbers()
    const id = await lifeOfZofia(acme)
    await remove(acme, id)
    await acme.api.call(endpoints.purgeUsers, { body: { userIds: [id] } })
    await eraseHistory(at.house, acme.tenantId, id, noTerms)
    const left = (await placesOf(words)).filter((place) => /^(change|change_set|access_event)\./.test(place))
    expect(left).toEqual([])
  })

  it('leaves others of the same first name alone, and refuses who never was', async () => {
    const acme = await companyWithNumbers()
    const one = await acme.api.createUser({ ...bob, lastName: 'Other', email: 'other@acme.example' })
    const id = (await acme.api.createUser({ ...bob, username: 'bob.b', email: 'bb@acme.example' })).user.id
    await acme.api.call(endpoints.eraseUser, { params: { id }, body: {} })
    expect((await acme.api.call(endpoints.getUser, { params: { id: one.user.id } })).firstName).toBe('Bob')
    const sets = (await acme.api.call(endpoints.listChangeSets)).items
    expect(sets.map((set) => set.summary)).toContain('created Bob Other')
    const nobody = { params: { id: one.changeSetId ?? '' }, body: {} }
    expect((await acme.api.refused(endpoints.eraseUser, nobody)).code).toBe('not_found')
  })
})

describe('server/references', () => {
  it('knows every column of the database that can hold the id of a user', async () => {
    const { rows } = await sql<{ name: string }>`
      select t.relname || '.' || a.attname as name from pg_attribute a join pg_class t on t.oid = a.attrelid
      where t.relnamespace = 'public'::regnamespace and t.relkind = 'r' and a.attnum > 0 and not a.attisdropped
        and (a.attname ~ '(user_id|leaver_id|successor_id|actor_id|planned_by_id|_by_user|owner_id)$'
          or exists (select from pg_constraint k where k.contype = 'f' and k.conrelid = t.oid
            and k.confrelid = 'app_user'::regclass and a.attnum = any(k.conkey) and a.attname <> 'tenant_id'))
      order by 1`.execute(at.house.owner)
    const covered = [...referenceSources.flatMap((source) => source.columns), ...Object.keys(settledColumns)]
    expect(rows.map(({ name }) => name).filter((name) => !covered.includes(name))).toEqual([])
    const { rows: columns } = await sql<{ name: string }>`
      select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'`.execute(
      at.house.owner,
    )
    const all = columns.map(({ name }) => name)
    expect(covered.filter((name) => !all.includes(name))).toEqual([])
    expect(new Set(covered).size).toBe(covered.length)
  })
})

it('leaves no error in the log', () => {
  expect(at.house.errors).toEqual([])
})
