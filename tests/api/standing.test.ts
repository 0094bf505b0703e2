import { expect, it } from 'vitest'
import { endpoints } from '../../contract/api/endpoints.ts'
import type { UserRow } from '../../contract/api/users.ts'
import { type StandingFilter, UserStanding } from '../../contract/user-standing.ts'
import { type ApiCompany, apiOfThisFile } from '../kit/api.ts'

const at = apiOfThisFile()

async function list(acme: ApiCompany, standing?: StandingFilter): Promise<readonly UserRow[]> {
  const query = { limit: 100, ...(standing ? { standing } : {}) }
  const { items, total } = await acme.api.call(endpoints.listUsers, { query })
  expect(total).toBe(items.length)
  return items
}

it('lists exactly those of each standing, and as many as the home page counts', async () => {
  const acme = await at.company()
  const { items: licenses } = await acme.api.call(endpoints.listLicenses, {})
  const license = licenses.find(({ entitlements }) => entitlements.includes('calls'))?.id ?? ''
  const create = (lastName: string, spec: object) =>
    acme.api.createUser({ firstName: 'P', lastName, email: `${lastName}@acme.example`, site: acme.siteId, ...spec })
  await create('contact', {})
  await create('mute', { extension: 'auto' })
  await create('new', { extension: 'auto', license })
  await create('gone', { extension: 'auto', license, state: 'suspended' })

  const everybody = await list(acme)
  const names = async (standing: StandingFilter) => (await list(acme, standing)).map(({ lastName }) => lastName)
  for (const standing of UserStanding.options) {
    const expected = everybody.filter((row) => row.standing === standing).map(({ lastName }) => lastName)
    expect(await names(standing), standing).toEqual(expected)
  }
  expect(await names('needsAttention')).toEqual(['mute', 'new'])

  const { users } = await acme.api.call(endpoints.getHome, {})
  expect(users).toEqual({
    total: everybody.length,
    ready: (await names('ready')).length,
    needAttention: 2,
    contacts: (await names('contactOnly')).length,
    suspended: 1,
  })
})
