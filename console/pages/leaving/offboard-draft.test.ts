import { expect, it } from 'vitest'
import type { ReferenceView } from '../../../contract/api/leaving.ts'
import { choiceOf, draftOfPlan, hasCalls, specOf } from './offboard-draft.ts'

const numbers: ReferenceView = {
  kind: 'numbers',
  label: 'Direct numbers',
  sentence: '',
  items: ['+14155550101', '+14155550102'].map((key) => ({ key, label: key, userId: null })),
  choices: ['quarantine', 'successor', 'free'].map((value) => ({ value, label: value })),
  usual: 'quarantine',
}
const forwarding: ReferenceView = {
  ...numbers,
  kind: 'forwarding',
  choices: ['successor', 'remove', 'leave'].map((value) => ({ value, label: value })),
  usual: 'successor',
}
const draft = draftOfPlan(null)

it('offers a successor only when there is one, and falls back to what is possible', () => {
  expect(choiceOf(draft, forwarding)).toBe('remove')
  expect(choiceOf({ ...draft, successorId: 'x' }, forwarding)).toBe('successor')
  expect(choiceOf({ ...draft, successorId: 'x', chosen: { forwarding: 'leave' } }, forwarding)).toBe('leave')
})

it('asks for each number by itself', () => {
  const wish = { ...draft, successorId: 'x', chosen: { '+14155550102': 'successor' } }
  expect(specOf(wish, [numbers]).choices).toEqual({
    numbers: { '+14155550101': 'quarantine', '+14155550102': 'successor' },
  })
  expect(specOf({ ...wish, successorId: null }, [numbers]).choices).toEqual({
    numbers: { '+14155550101': 'quarantine', '+14155550102': 'quarantine' },
  })
})

it('leaves whoever is suspended their numbers', () => {
  expect(specOf({ ...draft, outcome: 'suspend' }, [numbers]).choices).toEqual({
    numbers: { '+14155550101': 'keep', '+14155550102': 'keep' },
  })
})

it('sends calls on only where something is still dialed', () => {
  expect(hasCalls(draft, [numbers])).toBe(true)
  expect(hasCalls({ ...draft, chosen: { numbers: 'free' } }, [numbers])).toBe(false)
})

it('begins with the plan there is', () => {
  const wish = specOf({ ...draft, chosen: { forwarding: 'leave', numbers: 'free' } }, [numbers, forwarding])
  const again = draftOfPlan({ at: '2030-01-01T10:00:00.000Z', wish })
  expect(again).toMatchObject({ isLater: true, outcome: 'delete' })
  expect(specOf({ ...again, isLater: false }, [numbers, forwarding])).toEqual(wish)
})
