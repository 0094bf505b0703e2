import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { endpoints } from '../../contract/api/endpoints.ts'
import type { UserRow } from '../../contract/api/users.ts'
import { type Condition, writeCondition } from '../../contract/condition.ts'
import { type ConditionName, UserFilter, type UserSort, userOrders } from '../../contract/user-filter.ts'
import { needAttention } from '../../server/users/standing.ts'
import { type ApiCompany, apiOfThisFile } from '../kit/api.ts'
import { createMany } from './create-many.ts'
import { addUnusedNumbers } from './unused-numbers.ts'

const at = apiOfThisFile()
let acme: ApiCompany
let everybody: Person[]
let leeds: string

/** What the list shows of somebody, and what only their own page does. */
interface Person {
  readonly row: UserRow
  readonly devices: readonly string[]
  readonly hasNumber: boolean
  readonly profile: string
}

beforeAll(async () => {
  acme = await at.company({ licenses: { Standard: 50, Lobby: 50 } })
  const address = { line1: '1 Main Street', line2: '', city: 'Leeds', state: '', postalCode: '', country: 'US' }
  const zone = { country: 'US', language: 'en-US', timeZone: 'UTC' }
  const made = await acme.api.call(endpoints.createSite, {
    body: { name: 'Leeds', ...zone, address, extensions: { from: '3000', to: '3999' } },
  })
  leeds = made.site.id
  const numbers = await addUnusedNumbers(acme, ['+14155550191', '+14155550192'])
  await createMany(acme, 4, { license: 'Standard', extension: 'auto', department: 'Sales' })
  await createMany(acme, 3, { site: 'Leeds', department: 'Sales, North!', devices: ['web'] })
  await createMany(acme, 3, { license: 'Lobby', extension: '999', devices: ['desk'] }).catch(() => undefined)
  await acme.api.createUser({
    firstName: 'Ng',
    lastName: 'One',
    email: 'n1@acme.example',
    site: 'Leeds',
    license: 'Standard',
    numbers: [numbers[0] ?? ''],
    extension: '999',
    state: 'suspended',
  })
  await acme.api.createUser({
    firstName: 'Ng',
    lastName: 'Two',
    email: 'n2@acme.example',
    site: 'HQ',
    license: 'Standard',
    numbers: [numbers[1] ?? ''],
    role: 'admin',
    devices: ['mobile', 'desk'],
  })
  const { items } = await acme.api.call(endpoints.listUsers, { query: { limit: 1000 } })
  everybody = await Promise.all(
    items.map(async (row) => {
      const { devices, numbers: held, profile } = await acme.api.call(endpoints.getUser, { params: { id: row.id } })
      return { row, devices, hasNumber: held.length > 0, profile: profile?.id ?? 'none' }
    }),
  )
})

/** The values that the model sees in somebody, by condition. */
function valuesOf({ row, devices, hasNumber, profile }: Person): Readonly<Record<ConditionName, readonly string[]>> {
  return {
    site: [row.site.id],
    license: [row.license?.id ?? 'none'],
    profile: [profile],
    state: [row.state],
    standing: [row.standing, ...(needAttention.includes(row.standing) ? ['needsAttention'] : [])],
    department: [row.department ?? 'none'],
    extension: row.extension ? [] : ['none'],
    number: hasNumber ? [] : ['none'],
    device: devices,
    role: [row.role],
  }
}

function matches(person: Person, filter: Readonly<Record<string, Condition | undefined>>): boolean {
  const values: Readonly<Record<string, readonly string[]>> = valuesOf(person)
  return Object.entries(filter).every(([name, { is, isNot } = {}]) => {
    const has = (wanted: readonly string[]) => wanted.some((value) => values[name]?.includes(value))
    return (!is || has(is)) && !(isNot && has(isNot))
  })
}

async function idsOf(query: Record<string, string | number>): Promise<string[]> {
  return (await acme.api.call(endpoints.listUsers, { query: { limit: 1000, ...query } })).items.map(({ id }) => id)
}

describe('filters', () => {
  it('agree with a simple model in every combination of conditions, is and is not', async () => {
    const some = (values: readonly string[]) => {
      const chosen = fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 })
      return fc.option(
        fc.tuple(fc.boolean(), chosen).map(([isNot, list]) => (isNot ? { isNot: list } : { is: list })),
        { nil: undefined, freq: 2 },
      )
    }
    const all = (name: ConditionName) => everybody.flatMap((person) => valuesOf(person)[name])
    const filters = fc.record({
      site: some([...all('site'), acme.adminId]),
      license: some([...all('license'), 'none']),
      profile: some([...all('profile'), 'none', acme.adminId]),
      state: some(['active', 'suspended']),
      standing: some(['ready', 'notSignedIn', 'incomplete', 'contactOnly', 'suspended', 'needsAttention']),
      department: some([...all('department'), 'none', 'Nobody’s']),
      extension: some(['none']),
      number: some(['none']),
      device: some(['web', 'desktop', 'mobile', 'desk']),
      role: some(['user', 'admin']),
    })
    const run = async (filter: Readonly<Record<string, Condition | undefined>>) => {
      const set = Object.entries(filter).flatMap(([name, condition]) => (condition ? [[name, condition] as const] : []))
      const query = Object.fromEntries(set.map(([name, condition]) => [name, writeCondition(condition)]))
      const expected = everybody.filter((person) => matches(person, filter)).map(({ row }) => row.id)
      expect(await idsOf(query)).toEqual(expected)
      expect(UserFilter.parse(query)).toEqual(Object.fromEntries(set))
    }
    await fc.assert(fc.asyncProperty(filters, run), { numRuns: 60 })
  })

  it('refuse what is none, and name the field', async () => {
    for (const [name, value] of [
      ['site', 'HQ'],
      ['standing', '!great'],
      ['license', ''],
      ['number', 'some'],
    ] as const) {
      const problem = await acme.api.refused(endpoints.listUsers, { query: { [name]: value || '!' } })
      expect(problem.code).toBe('validation_failed')
      expect(problem.errors[0]?.field).toContain(`/${name}`)
    }
  })

  it('mean the same in a body', async () => {
    const answer = await acme.api.call(endpoints.sendWelcomes, {
      body: { filter: { site: { is: [leeds] }, department: 'none' } },
      query: { dryRun: 'true' },
    })
    expect(answer.queued).toBe(0)
    expect(answer.leftOut.map(({ reason, count }) => [reason, count])).toEqual([['suspended', 1]])
  })

  it('names the departments there are', async () => {
    const { items } = await acme.api.call(endpoints.listDepartments)
    expect(items).toEqual(['Sales', 'Sales, North!'])
  })
})

describe('sorting', () => {
  const sorts = userOrders.flatMap((order): UserSort[] => [order, `-${order}`])

  it.each(sorts)('by %s shows everybody once, page by page, while others come and go', async (sort) => {
    const whole = await idsOf({ sort })
    expect(new Set(whole).size).toBe(everybody.length)
    const seen: string[] = []
    for (let cursor: string | undefined, pages = 0; pages < 50; pages++) {
      const page = await acme.api.call(endpoints.listUsers, {
        query: { sort, limit: 4, ...(cursor ? { cursor } : {}) },
      })
      seen.push(...page.items.map(({ id }) => id))
      if (page.next === null) break
      cursor = page.next
      if (pages === 1) {
        const { user } = await acme.api.createUser({
          firstName: 'A',
          lastName: 'A',
          email: 'a@acme.example',
          site: 'HQ',
        })
        await acme.api.call(endpoints.deleteUser, { params: { id: user.id } })
      }
    }
    expect(seen).toEqual(whole)
  })

  it('puts who has no extension last in either direction, and 999 before 1000', async () => {
    const extensions = async (sort: UserSort) =>
      (await acme.api.call(endpoints.listUsers, { query: { sort, limit: 1000 } })).items.map(
        ({ extension }) => extension,
      )
    const up = await extensions('extension')
    const held = up.filter((one) => one !== null)
    expect(held).toEqual(held.toSorted((a, b) => Number(a) - Number(b)))
    expect(up.slice(held.length).every((one) => one === null)).toBe(true)
    expect((await extensions('-extension')).slice(0, held.length)).toEqual(held.toReversed())
  })

  it('refuses the cursor of another order', async () => {
    const { next } = await acme.api.call(endpoints.listUsers, { query: { limit: 2 } })
    const problem = await acme.api.refused(endpoints.listUsers, { query: { sort: 'username', cursor: next ?? '' } })
    expect(problem.code).toBe('malformed_request')
  })
})

describe('the export', () => {
  it('writes who matches with the chosen columns, safe for a spreadsheet, and keeps that it was taken', async () => {
    await acme.api.createUser({
      firstName: '=1+1',
      lastName: '@x',
      email: 'evil@acme.example',
      site: 'Leeds',
      jobTitle: '-2,"3"',
    })
    const query = { site: leeds, columns: 'name,jobTitle,number', sort: '-name' as const }
    const { headers, body } = await acme.api.send(endpoints.exportUsers, { query })
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    const lines = String(body).replace('\ufeff', '').trimEnd().split('\r\n')
    expect(lines[0]).toBe('First name,Last name,Job title,Number')
    expect(lines).toContain(`'=1+1,'@x,"'-2,""3""",`)
    expect(lines).toContain('Ng,One,,+14155550191')
    expect(lines).toHaveLength(1 + (await idsOf({ site: leeds })).length)
    const { items } = await acme.api.call(endpoints.listAccessEvents, { query: { kind: 'export' } })
    expect(items[0]).toMatchObject({ kind: 'export', about: 'users' })
  })
})

it('keeps extension and number of everybody as the tables of extensions and numbers have them', async () => {
  const rows = await at.house.owner
    .selectFrom('app_user as u')
    .leftJoin('extension as e', 'e.user_id', 'u.id')
    .select(['u.extension_key', 'u.has_number', 'e.number'])
    .select(({ exists, selectFrom }) =>
      exists(selectFrom('phone_number as n').select('n.e164').whereRef('n.user_id', '=', 'u.id')).as('holds'),
    )
    .execute()
  for (const row of rows) expect([row.extension_key?.slice(2) ?? null, row.has_number]).toEqual([row.number, row.holds])
})
