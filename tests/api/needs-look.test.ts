import { expect, it } from 'vitest'
import { endpoints } from '../../contract/api/endpoints.ts'
import { apiOfThisFile } from '../kit/api.ts'

const at = apiOfThisFile()

it('tells on the home page which licences run out, and who in the list is to leave', async () => {
  const acme = await at.company()
  const operator = await at.signedIn(acme, acme.adminId)
  const seats = { name: 'Seat', entitlements: ['calls' as const], owned: 2 }
  const { license } = await operator.call(endpoints.createLicense, { body: seats })
  const attention = async () => (await acme.api.call(endpoints.getHome, {})).attention
  expect(await attention()).toEqual([])
  const create = (lastName: string, state: 'active' | 'suspended') => {
    const email = `${lastName}@acme.example`
    return acme.api.createUser({
      firstName: 'P',
      lastName,
      email,
      site: acme.siteId,
      license: license.id,
      extension: 'auto',
      state,
    })
  }
  const { user: stays } = await create('stays', 'suspended')
  const { user: leaves } = await create('leaves', 'active')
  expect(await attention()).toEqual([
    { kind: 'licenses', sentence: '2 Seat licences, none free. Suspended people hold 1: you can reclaim them.' },
  ])

  const leavesAt = new Date(Date.now() + 86_400_000).toISOString()
  await acme.api.call(endpoints.offboard, { params: { id: leaves.id }, body: { at: leavesAt } })
  const { items } = await acme.api.call(endpoints.listUsers, { query: {} })
  const byId = new Map(items.map((row) => [row.id, row.leavesAt]))
  expect([byId.get(stays.id), byId.get(leaves.id)]).toEqual([null, leavesAt])
})
