import { freePort } from '../../calling/testing/free-port.ts'
import { missingKamailio, withKamailio } from '../kamailio/kamailio.ts'
import type { Bench, BenchContext } from '../kit/bench.ts'
import type { CompanyHome } from '../kit/company-home.ts'
import type { Findings } from '../kit/figure.ts'
import { withOffhook } from '../kit/offhook-server.ts'
import { registerRate } from '../kit/sip-load.ts'
import { median } from '../kit/statistics.ts'

/** REGISTER/s of the running server and of Kamailio, in turns. */
export const registers: Bench = {
  name: 'registers',
  title: 'REGISTER (401, then 200) over UDP, kept in PostgreSQL; sipp, 32 at once, 1,000 phones',
  async run(context): Promise<Findings> {
    const company = await context.sharedHome(1_000)
    const missing = await missingKamailio()
    const ours: Round[] = []
    const theirs: Round[] = []
    for (let round = 1; round <= (context.isQuick ? 1 : 3); round++) {
      ours.push(await offhookRound(context, company))
      if (!missing) theirs.push(await kamailioRound(context, company))
    }
    const yardstick = (of: (round: Round) => number) =>
      theirs.length > 0 ? { yardstick: { what: 'Kamailio', value: median(theirs.map(of)) } } : {}
    return {
      figures: [
        {
          what: 'phones that register again',
          value: median(ours.map((round) => round.again)),
          unit: '/s',
          goal: { kind: 'ratio at least', value: 1 },
          ...yardstick((round) => round.again),
          ...failuresOf(ours, theirs),
        },
        {
          what: 'phones that register first',
          value: median(ours.map((round) => round.first)),
          unit: '/s',
          ...yardstick((round) => round.first),
        },
      ],
      missing: missing ? [missing] : [],
    }
  },
}

interface Round {
  readonly first: number
  readonly again: number
  readonly failed: number
}

function offhookRound(context: BenchContext, company: CompanyHome): Promise<Round> {
  return withOffhook(context.workspace, company.home, ({ sipPort }) => measure(context, sipPort, company))
}

function kamailioRound(context: BenchContext, company: CompanyHome): Promise<Round> {
  return withKamailio(context.workspace, company, async ({ port, database }) => {
    const round = await measure(context, port, company)
    const kept = await database.contacts()
    if (kept !== company.phones.length) throw new Error(`Kamailio wrote ${kept} registrations down.`)
    return round
  })
}

async function measure({ workspace, isQuick }: BenchContext, port: number, { phones }: CompanyHome): Promise<Round> {
  // Always from the same port: a phone that comes back has the Contact it had.
  const target = { workspace, port, phones, localPort: await freePort() }
  const first = await registerRate(target, phones.length)
  const again = await registerRate(target, isQuick ? 4_000 : 20_000)
  return { first: first.perSecond, again: again.perSecond, failed: first.failed + again.failed }
}

function failuresOf(ours: readonly Round[], theirs: readonly Round[]): { note?: string } {
  const sum = (rounds: readonly Round[]) => rounds.reduce((total, { failed }) => total + failed, 0)
  if (sum(ours) + sum(theirs) === 0) return {}
  return { note: `${sum(ours)} of ours failed, ${sum(theirs)} of Kamailio’s` }
}
