import { expect, it } from 'vitest'
import { bulkProblems, bulkSetOf } from './bulk-set.ts'

it('sends what is ticked and nothing else', () => {
  const values = {
    jobTitle: 'Seller',
    license: null,
    'services.calls.callWaiting': false,
    'services.calls.maxConcurrentCalls': 2,
    'services.calling.plan': 'domestic',
  }
  expect(bulkSetOf(values)).toEqual({
    jobTitle: 'Seller',
    license: null,
    services: { calls: { callWaiting: false, maxConcurrentCalls: 2 }, calling: { plan: 'domestic' } },
  })
  expect(bulkProblems(values).size).toBe(0)
})

it('says at the field what the contract does not take', () => {
  const values = {
    site: '',
    'services.calls.maxConcurrentCalls': 0,
    'services.forwarding.busy': { kind: 'ring', targets: [] },
  }
  expect([...bulkProblems(values).keys()].sort()).toEqual(Object.keys(values).sort())
})
