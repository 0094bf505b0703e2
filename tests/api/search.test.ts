import { beforeAll, describe, expect, it } from 'vitest'
import { endpoints } from '../../contract/api/endpoints.ts'
import type { UserRow } from '../../contract/api/users.ts'
import { type ApiCompany, apiOfThisFile } from '../kit/api.ts'
import { createMany } from './create-many.ts'

// Enough people that a word can be rare, frequent or everybody's: each is found another way, and all ways must agree.

const at = apiOfThisFile()
const people = 6000
let acme: ApiCompany
let names: string[]

beforeAll(async () => {
  acme = await at.company()
  await createMany(acme, people)
  await acme.api.createUser({
    firstName: 'Żółć',
    lastName: 'Ångström',
    email: 'z@acme.example',
    site: 'HQ',
    state: 'suspended',
  })
  names = Array.from({ length: people }, (_, index) => `Number ${index}`)
})

/** Every page of a list, one after the other. */
async function allPages(query: Record<string, string | number>, limit: number): Promise<UserRow[]> {
  const rows: UserRow[] = []
  for (let cursor: string | undefined, pages = 0; pages < 100; pages++) {
    const page = await acme.api.call(endpoints.listUsers, { query: { ...query, limit, ...(cursor ? { cursor } : {}) } })
    expect(page.items.length).toBeLessThanOrEqual(limit)
    rows.push(...page.items)
    if (page.next === null) return rows
    cursor = page.next
  }
  throw new Error('The list does not end.')
}

describe('a list of users', () => {
  it('shows everybody once, in order of name, page by page', async () => {
    const rows = await allPages({}, 1000)
    expect(rows).toHaveLength(people + 2)
    expect(new Set(rows.map((row) => row.id)).size).toBe(people + 2)
    expect(rows.slice(0, 2).map((row) => row.lastName)).toEqual(['Admin', 'Ångström'])
    expect(rows.slice(2).map((row) => row.lastName)).toEqual(
      names.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)),
    )
  })

  it.each([
    ['a rare word', 'p4321', 1],
    ['a word of hundreds', 'p42', 111],
    ['a frequent word', 'number', people],
    ['everybody’s word', 'acme', people + 2],
    ['a rare word with a frequent one', 'number 4321', 1],
    ['two frequent words', 'number acme', people],
    ['two frequent words that nobody has both of', 'number ada', 0],
    ['words in any order, accents and case left out', 'ANGSTROM zolc', 1],
    ['what nobody has', 'zzz', 0],
    ['punctuation', '@@@', 0],
  ])('finds all by %s', async (_, q, expected) => {
    const rows = await allPages({ query: q }, 1000)
    expect(new Set(rows.map((row) => row.id)).size).toBe(expected)
    expect(rows).toHaveLength(expected)
    const { total } = await acme.api.call(endpoints.listUsers, { query: { query: q, limit: 10 } })
    if (expected < 1000) expect(total).toBe(expected)
    else expect(total).toBeGreaterThanOrEqual(1000)
    expect(total).toBeLessThanOrEqual(expected)
  })

  it('finds within a site and a state, too', async () => {
    const find = async (query: Record<string, string>) =>
      (await acme.api.call(endpoints.listUsers, { query: { ...query, limit: 5 } })).total
    expect(await find({ query: 'acme', state: 'suspended' })).toBe(1)
    expect(await find({ state: 'suspended' })).toBe(1)
    expect(await find({ query: 'ada', site: acme.siteId })).toBe(1)
    expect(await find({ query: 'ada', site: acme.adminId })).toBe(0)
  })

  it('forgets who is deleted, and finds by the new name who is renamed', async () => {
    const [row] = await allPages({ query: 'p77' }, 1)
    const id = row?.id ?? ''
    await acme.api.updateUser(id, { lastName: 'Xenophon' })
    expect((await allPages({ query: 'xeno' }, 10)).map((one) => one.id)).toEqual([id])
    await acme.api.call(endpoints.deleteUser, { params: { id } })
    expect(await allPages({ query: 'xeno' }, 10)).toEqual([])
  })

  it('shows colleagues the active ones but oneself', async () => {
    const ada = await at.signedIn(acme, acme.adminId)
    const { items } = await ada.call(endpoints.searchDirectory, { query: { query: 'acme', limit: 3 } })
    expect(items.map((one) => one.name)).toEqual(['P Number 0', 'P Number 1', 'P Number 10'])
  })
})
