import { describe, expect, it } from 'vitest'
import { shownOutside } from './caller-id.ts'
import { person, planFor } from './people.fixture.ts'

const bob = person('Bob', '1002')

/** How a caller appears on Bob's phone. */
function seenByBob(caller: Parameters<typeof planFor>[0], asksPrivacy = false) {
  const [step] = planFor(caller, '1002', { everybody: [bob], asksPrivacy }).steps
  if (step?.kind !== 'ring') throw new Error('Bob is rung.')
  const { callerName, callerNumber, isAnonymous } = step
  return [callerName, callerNumber, isAnonymous]
}

describe('a colleague sees', () => {
  it.each<[what: string, caller: Parameters<typeof planFor>[0], seen: [string, string, boolean]]>([
    ['name and extension', person('Alice', '1001', {}, { numbers: ['+442079460001'] }), ['Alice', '1001', false]],
    [
      'the internal name',
      person('Alice', '1001', { callerId: { internalName: 'Front desk', name: 'Acme' } }),
      ['Front desk', '1001', false],
    ],
    [
      'the primary number of who has no extension',
      person('Alice', null, {}, { numbers: ['+442079460001'] }),
      ['Alice', '+442079460001', false],
    ],
    [
      'the chosen number of who has no extension',
      person('Alice', null, { callerId: { number: '+442079460009' } }, { numbers: ['+442079460001'] }),
      ['Alice', '+442079460009', false],
    ],
    ['nothing of who is blocked', person('Alice', '1001', { callerId: { isBlocked: true } }), ['', '', true]],
    ['the number of somebody outside', { userId: null, number: '+4915112345678' }, ['', '+4915112345678', false]],
    ['nothing of somebody who shows no number', { userId: null, number: null }, ['', '', true]],
  ])('%s', (_, caller, seen) => {
    expect(seenByBob(caller)).toEqual(seen)
  })

  it('nothing of whose phone asked for it', () => {
    expect(seenByBob(person('Alice', '1001'), true)).toEqual(['', '', true])
  })
})

describe('people outside see', () => {
  const numbers = ['+442079460001', '+442079460002']
  it.each<[what: string, caller: ReturnType<typeof person>, seen: { name: string; number: string }]>([
    ['name and primary number', person('Alice', '1001', {}, { numbers }), { name: 'Alice', number: '+442079460001' }],
    [
      'the number of the site that says so',
      person('Alice', '1001', {}, { numbers, siteNumber: '+442079460000' }),
      { name: 'Alice', number: '+442079460000' },
    ],
    [
      'the person’s own choice first',
      person(
        'Alice',
        '1001',
        { callerId: { number: '+442079460002', name: 'Acme' } },
        { numbers, siteNumber: '+442079460000' },
      ),
      { name: 'Acme', number: '+442079460002' },
    ],
  ])('%s', (_, caller, seen) => {
    expect(shownOutside(caller)).toEqual(seen)
  })
})
