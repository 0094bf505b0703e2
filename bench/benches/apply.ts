import { newId } from '../../contract/ids.ts'
import { changeUsers } from '../../server/changes/change-users.ts'
import { terminalContext } from '../../server/tenants/create-company.ts'
import type { Bench } from '../kit/bench.ts'
import { personOf } from '../kit/company-home.ts'
import type { Figure, Findings } from '../kit/figure.ts'
import { inHouseOf } from '../kit/house.ts'
import { watchLoop } from '../kit/loop-watch.ts'
import { waitAt } from '../kit/statistics.ts'

/** A bulk change in one transaction, and how long it keeps everything else in its process waiting. */
export const apply: Bench = {
  name: 'apply',
  title: 'Users created in one transaction, and the delay of the event loop meanwhile',
  async run({ isQuick, ownHome }): Promise<Findings> {
    const company = await ownHome(0)
    return inHouseOf(company.home, async (house) => {
      const ctx = terminalContext(house, company.tenantId)
      const figures: Figure[] = []
      let first = 0
      for (const count of isQuick ? [500, 2_000] : [500, 2_000, 15_000]) {
        const intents = Array.from({ length: count }, (_, index) => ({
          userId: newId(),
          isNew: true,
          spec: { ...personOf(first + index), site: company.siteId, devices: ['web' as const, 'desk' as const] },
          expectedVersion: null,
          numbersOfDeleted: 'quarantine' as const,
        }))
        first += count
        const watch = watchLoop()
        const startedAt = performance.now()
        await changeUsers(ctx, intents)
        const seconds = (performance.now() - startedAt) / 1_000
        const gaps = watch.stop()
        const what = `${count.toLocaleString('en-US')} users in one transaction`
        figures.push(
          { what, value: count / seconds, unit: '/s' },
          {
            what: `${what}: a request meanwhile waits, p99`,
            value: waitAt(99, gaps),
            unit: 'ms',
            goal: { kind: 'at most', value: 20 },
          },
          { what: `${what}: … at worst`, value: Math.max(...gaps), unit: 'ms' },
        )
      }
      return { figures }
    })
  },
}
