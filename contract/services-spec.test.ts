import { expect, it } from 'vitest'
import { ServicesSpec } from './services-spec.ts'

const pointersOf = (spec: unknown) => ServicesSpec.safeParse(spec).error?.issues.map(({ path }) => path.join('/')) ?? []

it('refuses a rule that ends before it begins, and a name that is none, at the setting', () => {
  const times = { days: [1], from: '09:00', to: '17:00', firstDay: '2026-12-02', lastDay: '2026-12-01' }
  const rule = { name: 'Never', callers: { kind: 'anyone' }, times, to: { kind: 'busy' } }
  expect(pointersOf({ forwarding: { rules: [rule] } })).toEqual(['forwarding/rules/0/times/lastDay'])
  expect(pointersOf({ forwarding: { rules: [{ ...rule, times: { ...times, lastDay: '2026-12-02' } }] } })).toEqual([])
  expect(pointersOf({ callerId: { name: ' ', internalName: '' } })).toEqual(['callerId/name', 'callerId/internalName'])
  expect(pointersOf({ callerId: { name: null } })).toEqual([])
})
