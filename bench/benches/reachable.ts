import { apiOf, newPerson } from '../kit/api.ts'
import type { Bench, BenchContext } from '../kit/bench.ts'
import type { CompanyHome } from '../kit/company-home.ts'
import type { Figure, Findings } from '../kit/figure.ts'
import { withOffhook } from '../kit/offhook-server.ts'
import { openPhone } from '../kit/sip-register.ts'
import { percentile } from '../kit/statistics.ts'
import { timings } from '../kit/timing.ts'

/** How soon after the answer to POST /users the person's phone is registered. */
export const reachable: Bench = {
  name: 'reachable',
  title: 'From the 201 of POST /users to the 200 of the new SIP phone’s REGISTER',
  async run(context): Promise<Findings> {
    const figures: Figure[] = []
    figures.push(...(await measure(context, await context.ownHome(0))))
    figures.push(...(await measure(context, await context.sharedHome(context.manyUsers))))
    return { figures }
  },
}

function measure({ workspace, isQuick }: BenchContext, company: CompanyHome): Promise<Figure[]> {
  return withOffhook(workspace, company.home, async (server) => {
    const api = apiOf(server, company)
    const newcomer: number[] = []
    const again: number[] = []
    for (let index = 0; index < (isQuick ? 50 : 500); index++) {
      const { credentials } = await api.createUser(newPerson(company))
      const [credential] = credentials
      if (!credential) throw new Error('The answer to POST /users has no SIP credential.')
      const startedAt = performance.now()
      const phone = await openPhone(server.sipPort, credential)
      await phone.register()
      newcomer.push(performance.now() - startedAt)
      again.push(...(await timings(1, () => phone.register())))
      phone.close()
    }
    const present = `${company.users.toLocaleString('en-US')} present`
    const figure = (percent: number): Figure => ({
      what: `201 → registered, p${percent}, ${present}`,
      value: percentile(newcomer, percent),
      unit: 'ms',
      yardstick: { what: 'REGISTER of a phone that is known', value: percentile(again, percent) },
      ...(percent === 99 ? { goal: { kind: 'at most', value: 100 } } : {}),
    })
    return [figure(50), figure(99)]
  })
}
