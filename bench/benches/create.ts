import { apiOf, newPerson } from '../kit/api.ts'
import type { Bench, BenchContext } from '../kit/bench.ts'
import type { CompanyHome } from '../kit/company-home.ts'
import type { Figure, Findings } from '../kit/figure.ts'
import { inHouseOf } from '../kit/house.ts'
import { withOffhook } from '../kit/offhook-server.ts'
import { sameRowsRate } from '../kit/same-rows.ts'
import { rateOf } from '../kit/timing.ts'

const atOnce = 8

/** Users created per second through the API. */
export const create: Bench = {
  name: 'create',
  title: 'POST /users, 8 at once: licence, extension, number, web and SIP phone, welcome mail, history',
  async run(context): Promise<Findings> {
    const figures: Figure[] = []
    figures.push(await measure(context, await context.ownHome(0)))
    figures.push(await measure(context, await context.sharedHome(context.manyUsers)))
    return { figures }
  },
}

async function measure({ workspace, isQuick }: BenchContext, company: CompanyHome): Promise<Figure> {
  const count = isQuick ? 300 : 2_000
  const ids: string[] = []
  return withOffhook(workspace, company.home, async (server) => {
    const api = apiOf(server, company)
    const createOne = () => api.createUser(newPerson(company))
    // The first ones load and compile what later ones find ready.
    await rateOf(isQuick ? 50 : 200, atOnce, createOne)
    const value = await rateOf(count, atOnce, async () => ids.push((await createOne()).user.id))
    const yardstick = await inHouseOf(company.home, (_house, owner) => sameRowsRate(owner, company.tenantId, ids))
    return {
      what: `users created, ${company.users.toLocaleString('en-US')} present`,
      value,
      unit: '/s',
      yardstick: { what: 'INSERTs of the same rows', value: yardstick },
    }
  })
}
