import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { endpoints } from '../../contract/api/endpoints.ts'
import type { UserSpec } from '../../contract/user-spec.ts'
import { loadStock } from '../../server/numbers/stock.ts'
import { type ApiCompany, apiOfThisFile, type Received } from '../kit/api.ts'

const at = apiOfThisFile()
const many = 32
const range = '+14155550100 - +14155550199'

function spec(more: UserSpec = {}): UserSpec {
  return { firstName: 'Maya', lastName: 'Ortiz', email: 'maya@acme.example', site: 'HQ', ...more }
}

/** Sends `many` creations at once and sorts the answers. */
async function atOnce(company: ApiCompany, specOf: (index: number) => UserSpec) {
  const answers = await Promise.all(
    Array.from({ length: many }, (_, index) => company.api.send(endpoints.createUser, { body: specOf(index) })),
  )
  return { won: answers.filter(({ status }) => status === 201), lost: answers.filter(({ status }) => status !== 201) }
}

function codes(answers: readonly Received[]): unknown[] {
  return [...new Set(answers.map(({ body }) => (body as { code?: string }).code))]
}

/** What the tables hold, counted as the owner who sees everything. */
async function counted(company: ApiCompany) {
  const { rows } = await sql<Record<string, string>>`
    select (select count(*) from app_user where tenant_id = ${company.tenantId}) as users,
      (select count(*) from app_user where tenant_id = ${company.tenantId} and license_type_id is not null) as seats,
      (select sum(used) from license_pool where tenant_id = ${company.tenantId}) as used,
      (select count(*) from extension where tenant_id = ${company.tenantId}) as extensions,
      (select count(*) from phone_number where tenant_id = ${company.tenantId} and user_id is not null) as numbers,
      (select count(distinct user_id) from search_token where tenant_id = ${company.tenantId}) as findable,
      (select count(*) from change where tenant_id = ${company.tenantId} and entity = 'user' and operation = 'create') as recorded,
      (select count(*) from mail where tenant_id = ${company.tenantId}) as mails`.execute(at.house.owner)
  return Object.fromEntries(Object.entries(rows[0] ?? {}).map(([name, count]) => [name, Number(count)]))
}

describe(`of ${many} who ask at once`, () => {
  it('one gets the last licence, the others hear that none is left, and nothing is half made', async () => {
    const acme = await at.company({ licenses: { Standard: 1 } })
    const { won, lost } = await atOnce(acme, () => spec({ license: 'Standard', extension: 'auto' }))
    expect([won.length, codes(lost)]).toEqual([1, ['license_pool_empty']])
    // The administrator is there, too, without a licence.
    expect(await counted(acme)).toEqual({
      users: 2,
      seats: 1,
      used: 1,
      extensions: 1,
      numbers: 0,
      findable: 2,
      recorded: 2,
      mails: 2,
    })
  })

  it('one gets the username, and the others are offered free ones', async () => {
    const acme = await at.company()
    const { won, lost } = await atOnce(acme, (index) => spec({ username: index % 2 ? 'Maya' : 'mAYA' }))
    expect([won.length, codes(lost)]).toEqual([1, ['username_taken']])
    expect(await counted(acme)).toMatchObject({ users: 2, findable: 2, recorded: 2 })
  })

  it('one gets the external id', async () => {
    const acme = await at.company()
    const { won, lost } = await atOnce(acme, () => spec({ externalId: 'e1' }))
    expect([won.length, codes(lost)]).toEqual([1, ['external_id_taken']])
  })

  it('one gets the extension, and no licence is lost with the others', async () => {
    const acme = await at.company({ licenses: { Standard: 100 } })
    const { won, lost } = await atOnce(acme, () => spec({ license: 'Standard', extension: '1234' }))
    expect([won.length, codes(lost)]).toEqual([1, ['extension_taken']])
    expect(await counted(acme)).toMatchObject({ users: 2, seats: 1, used: 1, extensions: 1 })
  })

  it('one gets the number', async () => {
    const acme = await at.company({ numbers: '+14155550200', licenses: { Standard: 100 } })
    const { won, lost } = await atOnce(acme, () => spec({ license: 'Standard', numbers: ['+14155550200'] }))
    expect([won.length, codes(lost)]).toEqual([1, ['number_taken']])
    expect(await counted(acme)).toMatchObject({ users: 2, used: 1, numbers: 1 })
  })

  it('all get an extension, a number and a username of their own when the choice is ours', async () => {
    const acme = await at.company({ numbers: range, licenses: { Standard: 100 } })
    const { won, lost } = await atOnce(acme, () => spec({ license: 'Standard', extension: 'auto', numbers: ['auto'] }))
    expect(codes(lost)).toEqual([])
    const users = won.map(
      ({ body }) => (body as { user: { username: string; extension: string; numbers: { e164: string }[] } }).user,
    )
    expect(new Set(users.map((user) => user.username)).size).toBe(many)
    expect(new Set(users.map((user) => user.extension)).size).toBe(many)
    expect(new Set(users.flatMap((user) => user.numbers.map((number) => number.e164))).size).toBe(many)
    expect(await counted(acme)).toEqual({
      users: many + 1,
      seats: many,
      used: many,
      extensions: many,
      numbers: many,
      findable: many + 1,
      recorded: many + 1,
      mails: many + 1,
    })
  })

  it('as many get a number as there are, though some of those who hold one for a moment give up', async () => {
    const acme = await at.company({ numbers: '+14155550300 - 0307', licenses: { Standard: 8, Lobby: 0 } })
    const { won, lost } = await atOnce(acme, (index) =>
      spec({ license: index % 2 ? 'Standard' : 'Lobby', extension: 'auto', numbers: ['auto'] }),
    )
    expect(won).toHaveLength(8)
    expect(codes(lost)).toEqual(expect.not.arrayContaining([expect.stringMatching(/busy|internal/)]))
    expect(await counted(acme)).toMatchObject({ used: 8, numbers: 8, extensions: 8 })
  })

  it('one claims the number from the stock, whichever company it is', async () => {
    await loadStock(at.house, 'US', '+14155550400')
    const companies = await Promise.all(Array.from({ length: 4 }, () => at.company()))
    const answers = await Promise.all(
      Array.from({ length: many }, (_, index) =>
        companies[index % 4]?.api.send(endpoints.claimNumbers, { body: { numbers: ['+14155550400'] } }),
      ),
    )
    const sorted = answers.filter((answer) => answer !== undefined)
    expect(sorted.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(codes(sorted.filter(({ status }) => status !== 201))).toEqual(['number_not_in_stock'])
    const owned = await at.house.owner
      .selectFrom('phone_number')
      .select('tenant_id')
      .where('e164', '=', '+14155550400')
      .execute()
    expect(owned).toHaveLength(1)
  })

  it('one takes a change set back', async () => {
    const acme = await at.company({ licenses: { Standard: 5 } })
    const made = await acme.api.createUser(spec({ license: 'Standard', extension: 'auto' }))
    const params = { id: made.changeSetId ?? '' }
    const answers = await Promise.all(
      Array.from({ length: many }, () => acme.api.send(endpoints.undoChangeSet, { params })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(['nothing_to_undo', 'undo_conflict']).toEqual(
      expect.arrayContaining(codes(answers.filter(({ status }) => status !== 200))),
    )
    expect(await counted(acme)).toMatchObject({ seats: 0, used: 0, extensions: 0, findable: 1 })
  })

  it('one saves what they saw, and the others hear that somebody was faster', async () => {
    const acme = await at.company()
    const { user } = await acme.api.createUser(spec())
    const answers = await Promise.all(
      Array.from({ length: many }, (_, index) =>
        acme.api.send(endpoints.updateUser, {
          params: { id: user.id },
          body: { jobTitle: `Job ${index}` },
          headers: { 'if-match': `"${user.version}"` },
        }),
      ),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(codes(answers.filter(({ status }) => status !== 200))).toEqual(['version_conflict'])
  })

  it('all change their own field of one person, and none wipes another’s', async () => {
    const acme = await at.company()
    const { user } = await acme.api.createUser(spec())
    const fields = ['jobTitle', 'department', 'externalId', 'firstName', 'lastName', 'username'] as const
    const answers = await Promise.all(
      Array.from({ length: many }, (_, index) =>
        acme.api.send(endpoints.updateUser, {
          params: { id: user.id },
          body: { [fields[index % 6] ?? '']: `New${index % 6}` },
        }),
      ),
    )
    expect(answers.filter(({ status }) => status !== 200)).toEqual([])
    expect(await acme.api.call(endpoints.getUser, { params: { id: user.id } })).toMatchObject({
      jobTitle: 'New0',
      department: 'New1',
      externalId: 'New2',
      firstName: 'New3',
      lastName: 'New4',
      username: 'New5',
    })
  })

  it('at least one administrator is left', async () => {
    const acme = await at.company()
    const admins = await Promise.all(
      Array.from({ length: 7 }, (_, index) => acme.api.createUser(spec({ role: 'admin', username: `admin${index}` }))),
    )
    const ids = [acme.adminId, ...admins.map(({ user }) => user.id)]
    const answers = await Promise.all(
      ids.map((id, index) =>
        acme.api.send(endpoints.updateUser, {
          params: { id },
          body: index % 2 ? { role: 'user' } : { state: 'suspended' },
        }),
      ),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(7)
    expect(codes(answers.filter(({ status }) => status !== 200))).toEqual(['last_admin'])
  })

  it('one is carried out for one Idempotency-Key', async () => {
    const acme = await at.company()
    const headers = { 'idempotency-key': 'the same' }
    const answers = await Promise.all(
      Array.from({ length: many }, () => acme.api.send(endpoints.createUser, { body: spec(), headers })),
    )
    expect(codes(answers.filter(({ status }) => status !== 201)).filter((code) => code !== 'conflict')).toEqual([])
    expect(
      new Set(
        answers.filter(({ status }) => status === 201).map(({ body }) => (body as { user: { id: string } }).user.id),
      ).size,
    ).toBe(1)
    expect(await counted(acme)).toMatchObject({ users: 2 })
  })

  it('all find a site renamed by exactly one of those who saw the same version', async () => {
    const acme = await at.company()
    const answers = await Promise.all(
      Array.from({ length: many }, (_, index) =>
        acme.api.send(endpoints.updateSite, {
          params: { id: acme.siteId },
          body: { name: `HQ ${index}` },
          headers: { 'if-match': '"1"' },
        }),
      ),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(codes(answers.filter(({ status }) => status !== 200))).toEqual(['version_conflict'])
  })
})

it('leaves no error in the log', () => {
  expect(at.house.errors).toEqual([])
})
