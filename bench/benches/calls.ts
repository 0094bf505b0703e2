import { missingKamailio, withKamailio } from '../kamailio/kamailio.ts'
import type { Bench, BenchContext } from '../kit/bench.ts'
import type { CompanyHome, Phone } from '../kit/company-home.ts'
import type { Findings } from '../kit/figure.ts'
import { highestRate } from '../kit/highest-rate.ts'
import { withOffhook } from '../kit/offhook-server.ts'
import { offerCalls, startCallees } from '../kit/sip-load.ts'

const callees = 50
const lowest = 50
const highest = 3_000

/** Calls/s of the running server and of Kamailio, in turns. */
export const calls: Bench = {
  name: 'calls',
  title:
    'Calls (407, INVITE, 180, 200, ACK, 200 ms, BYE) over UDP: the highest steady rate without a failed call; sipp',
  async run(context): Promise<Findings> {
    const company = await context.sharedHome(1_000)
    const missing = await missingKamailio()
    const ours: number[] = []
    const theirs: number[] = []
    for (let round = 1; round <= (context.isQuick ? 1 : 2); round++) {
      ours.push(await offhookRound(context, company))
      if (!missing) theirs.push(await kamailioRound(context, company))
    }
    return {
      figures: [
        {
          what: 'complete calls',
          // What else the machine does can only make a round worse.
          value: Math.max(...ours),
          unit: '/s',
          goal: { kind: 'ratio at least', value: 0.9 },
          ...(missing ? {} : { yardstick: { what: 'Kamailio', value: Math.max(...theirs) } }),
          note: `the better of each one’s rounds; Offhook looks up caller and callee and writes a call record, Kamailio does neither`,
        },
      ],
      missing: missing ? [missing] : [],
    }
  },
}

function offhookRound(context: BenchContext, company: CompanyHome): Promise<number> {
  return withOffhook(context.workspace, company.home, ({ sipPort }) =>
    measure(context, sipPort, company, (phone) => phone.extension),
  )
}

function kamailioRound(context: BenchContext, company: CompanyHome): Promise<number> {
  return withKamailio(context.workspace, company, ({ port }) =>
    measure(context, port, company, (phone) => phone.username),
  )
}

async function measure(
  { workspace, isQuick, say }: BenchContext,
  port: number,
  company: CompanyHome,
  dialed: (phone: Phone) => string,
): Promise<number> {
  const waiting = await startCallees({ workspace, port, phones: company.phones.slice(0, callees) })
  try {
    const callers = { workspace, port, phones: company.phones.slice(callees) }
    const numbers = waiting.phones.map(dialed)
    await offerCalls(callers, numbers, lowest, 2)
    return await highestRate(lowest, highest, async (rate) => {
      const run = await offerCalls(callers, numbers, rate, isQuick ? 3 : 8)
      say(`${rate} calls/s: ${run.keptUp ? 'all well' : `${run.failed} failed${run.failed ? '' : ', but too slow'}`}`)
      return run.keptUp
    })
  } finally {
    await waiting.stop()
  }
}
