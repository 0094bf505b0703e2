import { describe, expect, it } from 'vitest'
import type { CallerPattern, Destination, ForwardingRule, ServicesSpec } from '../../contract/services-spec.ts'
import type { CallParty } from './call-situation.ts'
import { asLines, person, planFor, type Scene } from './people.fixture.ts'

const xia = person('Xia', '1000', {}, { numbers: ['+442079460100'] })
const bob = person('Bob', '1002', {}, { numbers: ['+442079460102'] })
const carol = person('Carol', '1003')
const dave = person('Dave', '1004')

type Forwarding = NonNullable<ServicesSpec['forwarding']>

/** Somebody else on the same line. */
function like(who: CallParty, forwarding: Forwarding, more: ServicesSpec = {}): CallParty {
  return {
    ...person(who.displayName, who.extension, { ...more, forwarding }),
    userId: who.userId,
    numbers: who.numbers,
  }
}

function inTurn(...people: CallParty[]): Destination {
  return {
    kind: 'ring',
    order: 'inTurn',
    secondsEach: 20,
    targets: people.map(({ userId }) => ({ kind: 'user', userId })),
  }
}

const together = (...people: CallParty[]): Destination => ({ ...inTurn(...people), order: 'together' }) as Destination
const toNumber = (number: string): Destination => ({
  kind: 'ring',
  order: 'inTurn',
  secondsEach: 20,
  targets: [{ kind: 'number', number }],
})
const busy: Destination = { kind: 'busy' }
const rule = (name: string, more: Partial<ForwardingRule>): ForwardingRule => ({
  name,
  isOn: true,
  callers: { kind: 'anyone' },
  times: null,
  to: inTurn(carol),
  ...more,
})

/** What becomes of Xia's call to Bob in a company of these people. */
function callBob(
  people: readonly CallParty[],
  scene: Scene = {},
  caller: Parameters<typeof planFor>[0] = xia,
): string[] {
  const others = [xia, bob, carol, dave].filter((usual) => !people.some((each) => each.userId === usual.userId))
  const everybody = [...people, ...others]
  return asLines(planFor(caller, '1002', { everybody, ...scene }), everybody)
}

const anonymous = { userId: null, number: null } as const
const stranger = { userId: null, number: '+4915112345678' } as const
const lister: CallerPattern[] = [{ kind: 'prefix', prefix: '+49' }]

describe('a call to Bob', () => {
  it.each<[what: string, people: CallParty[], lines: string[], caller?: Parameters<typeof planFor>[0]]>([
    ['rings him', [], ['0 ring Bob 15s']],
    ['rings as long as he says', [like(bob, { noAnswerSeconds: 40 })], ['0 ring Bob 40s']],
    // Always
    ['goes where he always forwards', [like(bob, { always: inTurn(carol) })], ['0 ring Carol 20s']],
    ['is busy where he says so', [like(bob, { always: busy })], ['0 reject 486 Bob is not taking calls now.']],
    [
      'goes on to whom Carol always forwards',
      [like(bob, { always: inTurn(carol) }), like(carol, { always: inTurn(dave) })],
      ['0 ring Dave 20s'],
    ],
    // Busy, no answer, unreachable
    [
      'goes on when he is busy, or declines',
      [like(bob, { busy: inTurn(carol) })],
      ['0 ring Bob 15s busy→1 declined→1', '1 ring Carol 20s'],
    ],
    [
      'goes on without an answer',
      [like(bob, { noAnswer: inTurn(carol) })],
      ['0 ring Bob 15s noAnswer→1', '1 ring Carol 20s'],
    ],
    [
      'goes on when no phone is registered',
      [like(bob, { unreachable: inTurn(carol) })],
      ['0 ring Bob 15s unreachable→1', '1 ring Carol 20s'],
    ],
    [
      'has a way for each',
      [like(bob, { busy: inTurn(carol), noAnswer: inTurn(dave), unreachable: busy })],
      [
        '0 ring Bob 15s busy→3 noAnswer→2 unreachable→1 declined→3',
        '1 reject 486 Bob is not taking calls now.',
        '2 ring Dave 20s',
        '3 ring Carol 20s',
      ],
    ],
    // Several targets
    [
      'tries several in turn',
      [like(bob, { noAnswer: inTurn(carol, dave) })],
      ['0 ring Bob 15s noAnswer→1', '1 ring Carol 20s busy→2 noAnswer→2 unreachable→2 declined→2', '2 ring Dave 20s'],
    ],
    [
      'rings several together',
      [like(bob, { noAnswer: together(carol, dave) })],
      ['0 ring Bob 15s noAnswer→1', '1 ring Carol+Dave 20s'],
    ],
    [
      'follows the last one’s own rules for no answer',
      [like(bob, { always: inTurn(carol) }), like(carol, { noAnswer: inTurn(dave) })],
      ['0 ring Carol 20s noAnswer→1', '1 ring Dave 20s'],
    ],
    [
      'tries the next before a target’s own rules',
      [like(bob, { always: inTurn(carol, dave) }), like(carol, { noAnswer: busy })],
      ['0 ring Carol 20s busy→1 noAnswer→1 unreachable→1 declined→1', '1 ring Dave 20s'],
    ],
    [
      'rings in the group whom a member always forwards to',
      [like(bob, { always: together(carol, dave) }), like(carol, { always: inTurn(xia, dave) })],
      ['0 ring Dave 20s'],
    ],
    [
      'leaves out of the group who must not be disturbed',
      [like(bob, { always: together(carol, dave) }), like(carol, {}, { calls: { doNotDisturb: true } })],
      ['0 ring Dave 20s'],
    ],
    [
      'leaves out who is suspended',
      [like(bob, { always: inTurn(carol, dave) }), { ...carol, isSuspended: true }],
      ['0 ring Dave 20s'],
    ],
    [
      'ends where the only target is suspended',
      [like(bob, { always: inTurn(carol) }), { ...carol, isSuspended: true }],
      ['0 reject 480 Carol cannot take calls at the moment.'],
    ],
    [
      'ends where the only target left',
      [like(bob, { always: inTurn(person('Gone', '1')) })],
      ['0 reject 480 Bob cannot take calls at the moment.'],
    ],
    [
      'tries nobody twice',
      [like(bob, { noAnswer: inTurn(carol, carol, dave) })],
      ['0 ring Bob 15s noAnswer→1', '1 ring Carol 20s busy→2 noAnswer→2 unreachable→2 declined→2', '2 ring Dave 20s'],
    ],
    [
      'rings inside where the number is the company’s',
      [like(carol, { always: toNumber('+442079460102') }), like(bob, { always: inTurn(carol) })],
      ['0 reject 482 The call was forwarded in a circle: Bob → Carol → Bob.'],
    ],
    [
      'cannot go on outside without a trunk',
      [like(bob, { always: toNumber('+442079461234') })],
      ['0 reject 480 Bob cannot take calls at the moment.'],
    ],
    [
      'goes to the next where the number is outside',
      [
        like(bob, {
          always: {
            ...inTurn(carol),
            targets: [
              { kind: 'number', number: '+442079461234' },
              { kind: 'user', userId: carol.userId },
            ],
          } as Destination,
        }),
      ],
      ['0 ring Carol 20s'],
    ],
    // Circles
    [
      'ends where it would go in a circle',
      [like(bob, { always: inTurn(carol) }), like(carol, { always: inTurn(bob) })],
      ['0 reject 482 The call was forwarded in a circle: Bob → Carol → Bob.'],
    ],
    [
      'ends where it would come back without an answer',
      [like(bob, { noAnswer: inTurn(carol) }), like(carol, { noAnswer: inTurn(bob) })],
      [
        '0 ring Bob 15s noAnswer→1',
        '1 ring Carol 20s noAnswer→2',
        '2 reject 482 The call was forwarded in a circle: Bob → Carol → Bob.',
      ],
    ],
    [
      'ends where it would ring the caller',
      [like(bob, { always: inTurn(xia) })],
      ['0 reject 482 The call was forwarded in a circle: Bob → Xia.'],
    ],
    // Blocked and anonymous callers
    [
      'is refused where he blocks the caller',
      [like(bob, { blockedCallers: lister })],
      ['0 reject 603 Bob does not take calls from this number.'],
      stranger,
    ],
    ['rings where he blocks others', [like(bob, { blockedCallers: lister })], ['0 ring Bob 15s']],
    [
      'goes where blocked callers go',
      [like(bob, { blockedCallers: lister, blocked: inTurn(carol) })],
      ['0 ring Carol 20s'],
      stranger,
    ],
    [
      'is refused without a number',
      [like(bob, { blocksAnonymous: true })],
      ['0 reject 433 Bob takes no anonymous calls. Show your number and call again.'],
      anonymous,
    ],
    ['is not refused with one', [like(bob, { blocksAnonymous: true })], ['0 ring Bob 15s'], stranger],
    [
      'does not get round the block by hiding',
      [like(bob, { blockedCallers: [{ kind: 'number', number: '1000' }] })],
      ['0 reject 603 Bob does not take calls from this number.'],
      { ...xia, services: { ...xia.services, callerId: { ...xia.services.callerId, isBlocked: true } } },
    ],
    [
      'is blocked before anything else is asked',
      [like(bob, { blockedCallers: lister, always: inTurn(carol) }, { calls: { doNotDisturb: true } })],
      ['0 reject 603 Bob does not take calls from this number.'],
      stranger,
    ],
    [
      'reaches nobody who blocks the caller',
      [like(bob, { always: together(carol, dave) }), like(carol, { blockedCallers: lister })],
      ['0 ring Dave 20s'],
      stranger,
    ],
    // Do not disturb
    [
      'does not disturb',
      [like(bob, {}, { calls: { doNotDisturb: true } })],
      ['0 reject 486 Bob does not want to be disturbed.'],
    ],
    [
      'goes on from do not disturb as from busy',
      [like(bob, { busy: inTurn(carol), noAnswer: inTurn(dave) }, { calls: { doNotDisturb: true } })],
      ['0 ring Carol 20s'],
    ],
    [
      'is still forwarded where he always does',
      [like(bob, { always: inTurn(carol) }, { calls: { doNotDisturb: true } })],
      ['0 ring Carol 20s'],
    ],
    // Custom rules
    [
      'follows the first rule that matches',
      [
        like(bob, {
          rules: [rule('A', { callers: { kind: 'external' } }), rule('B', { to: inTurn(dave) }), rule('C', {})],
        }),
      ],
      ['0 ring Dave 20s'],
    ],
    ['passes over a rule that is off', [like(bob, { rules: [rule('A', { isOn: false })] })], ['0 ring Bob 15s']],
    [
      'asks rules before “always”',
      [like(bob, { always: inTurn(carol), rules: [rule('A', { to: inTurn(dave) })] })],
      ['0 ring Dave 20s'],
    ],
    [
      'rings him where a rule says so, whatever he always does',
      [like(bob, { always: inTurn(carol), noAnswer: inTurn(dave), rules: [rule('A', { to: { kind: 'ownPhones' } })] })],
      ['0 ring Bob 15s noAnswer→1', '1 ring Dave 20s'],
    ],
    [
      'goes by who calls: listed',
      [like(bob, { rules: [rule('A', { callers: { kind: 'listed', callers: lister } })] })],
      ['0 ring Carol 20s'],
      stranger,
    ],
    [
      'goes by who calls: not listed',
      [like(bob, { rules: [rule('A', { callers: { kind: 'listed', callers: lister } })] })],
      ['0 ring Bob 15s'],
    ],
    [
      'goes by who calls: anonymous',
      [like(bob, { rules: [rule('A', { callers: { kind: 'anonymous' } })] })],
      ['0 ring Carol 20s'],
      anonymous,
    ],
    [
      'goes by who calls: from outside',
      [like(bob, { rules: [rule('A', { callers: { kind: 'external' } })] })],
      ['0 ring Carol 20s'],
      stranger,
    ],
    [
      'goes by who calls: a colleague',
      [like(bob, { rules: [rule('A', { callers: { kind: 'internal' } })] })],
      ['0 ring Carol 20s'],
    ],
    [
      'goes by when: not now',
      [
        like(bob, {
          rules: [rule('A', { times: { days: [7], from: '09:00', to: '17:00', firstDay: null, lastDay: null } })],
        }),
      ],
      ['0 ring Bob 15s'],
    ],
    [
      'goes by when: now',
      [
        like(bob, {
          rules: [rule('A', { times: { days: [3], from: '09:00', to: '17:00', firstDay: null, lastDay: null } })],
        }),
      ],
      ['0 ring Carol 20s'],
    ],
  ])('%s', (_, people, lines, caller) => {
    expect(callBob(people, {}, caller ?? xia)).toEqual(lines)
  })

  it('is forwarded five times, and not six', () => {
    const chain = Array.from({ length: 7 }, (_, index) => person(`P${index}`, index === 0 ? '1002' : `20${index}0`))
    const linked = (length: number) =>
      chain.slice(0, length + 1).map((each, index) => {
        const next = chain[index + 1]
        return index < length && next ? like(each, { always: inTurn(next) }) : each
      })
    expect(asLines(planFor(xia, '1002', { everybody: linked(5) }), chain)).toEqual(['0 ring P5 20s'])
    const [tooFar] = planFor(xia, '1002', { everybody: linked(6) }).steps
    expect(tooFar).toMatchObject({
      kind: 'reject',
      status: 483,
      text: expect.stringMatching(/too often: P0 → .* → P6/),
    })
  })

  it('lets a phone ring for one call at a time where call waiting is off, else for as many as are allowed', () => {
    const targets = (services: ServicesSpec) =>
      planFor(xia, '1002', { everybody: [person('Bob', '1002', services)] }).steps[0]
    expect(targets({ calls: { callWaiting: false } })).toMatchObject({ targets: [{ maxCalls: 1 }] })
    expect(targets({ calls: { maxConcurrentCalls: 2 } })).toMatchObject({ targets: [{ maxCalls: 2 }] })
  })

  it('says who forwarded it, and why', () => {
    const everybody = [like(bob, { noAnswer: inTurn(carol) }), carol]
    expect(planFor(xia, '1002', { everybody }).steps[1]).toMatchObject({
      divertedBy: { name: 'Bob', number: '1002', reason: 'no-answer' },
    })
  })

  it.each<[what: string, services: ServicesSpec, number: string, words: RegExp]>([
    [
      'the forwarder may not call abroad',
      {},
      '+4915112345678',
      /Bob’s calls cannot go on to \+4915112345678: .* is in Germany/,
    ],
    [
      'the forwarder may call nobody outside',
      { calling: { plan: 'emergencyOnly' } },
      '+442079461234',
      /only emergency numbers/,
    ],
    ['no trunk is connected', {}, '+442079461234', /need a trunk, and none is connected/],
  ])('cannot go outside because %s, whatever the caller may do', (_, services, number, words) => {
    const everybody = [like(bob, { always: toNumber(number) }, services)]
    const caller = person('Xia', '1000', { calling: { plan: 'international' } })
    const [step] = planFor(caller, '1002', { everybody }).steps
    expect(step?.because.find(({ trouble }) => trouble === 'outside_unreachable')?.sentence).toMatch(words)
  })
})
