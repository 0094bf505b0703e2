import type { CallParty, CallSituation } from '../../calling/decide/call-situation.ts'
import { decide as decideCall } from '../../calling/decide/decide.ts'
import { person } from '../../calling/decide/people.fixture.ts'
import type { Destination, ServicesSpec } from '../../contract/services-spec.ts'
import type { Bench } from '../kit/bench.ts'
import type { Figure, Findings } from '../kit/figure.ts'
import { median } from '../kit/statistics.ts'

const rounds = 5

/** How many calls `decide` decides in a second: what the rules themselves cost, without looking anybody up. */
export const decide: Bench = {
  name: 'decide',
  title: 'Calls decided by the pure rules in one thread, nobody looked up',
  async run({ isQuick }): Promise<Findings> {
    const count = isQuick ? 20_000 : 200_000
    const figures = kinds().map(({ what, situation, goal }): Figure => {
      const call = { dialed: '1002', asksPrivacy: false, callsOfCaller: 0 }
      const now = new Date()
      const plan = decideCall(call, situation, now)
      return {
        what,
        value: perSecond(count, () => decideCall(call, situation, now)),
        unit: '/s',
        ...(goal ? { goal: { kind: 'at least', value: goal } } : {}),
        yardstick: { what: 'JSON.stringify of the plan', value: perSecond(count, () => JSON.stringify(plan)) },
      }
    })
    return { figures }
  },
}

function perSecond(count: number, run: () => unknown): number {
  const rates = Array.from({ length: rounds }, () => {
    const from = performance.now()
    for (let n = 0; n < count; n++) run()
    return (count / (performance.now() - from)) * 1_000
  })
  return median(rates)
}

function kinds(): { what: string; situation: CallSituation; goal?: number }[] {
  const [alice, carol] = [person('Alice', '1001'), person('Carol', '1003')]
  const to: Destination = {
    kind: 'ring',
    order: 'inTurn',
    secondsEach: 20,
    targets: [{ kind: 'user', userId: carol.userId }],
  }
  const evenings = { days: [1, 2, 3, 4, 5], from: '18:00', to: '08:00', firstDay: null, lastDay: null }
  const busyBody: ServicesSpec = {
    forwarding: {
      busy: to,
      noAnswer: to,
      unreachable: to,
      blockedCallers: [{ kind: 'prefix', prefix: '+88' }],
      rules: [
        { name: 'Outside', isOn: true, callers: { kind: 'external' }, times: null, to },
        { name: 'Evenings', isOn: true, callers: { kind: 'anyone' }, times: evenings, to },
      ],
    },
  }
  const call = (callee: CallParty): CallSituation => ({
    caller: alice,
    emergencyNumbers: ['112', '999'],
    number: null,
    isOwnNumber: false,
    callee,
    people: new Map([callee, carol].map((each) => [each.userId, each])),
    ownNumbers: new Map(),
    hasTrunk: false,
  })
  return [
    { what: 'a colleague who has set nothing', situation: call(person('Bob', '1002')), goal: 100_000 },
    {
      what: 'one with two rules, a blocked prefix and three forwardings',
      situation: call(person('Bob', '1002', busyBody)),
    },
  ]
}
