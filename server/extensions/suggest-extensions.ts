import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { loadFreeExtensions } from '../changes/free-extensions.ts'
import { creating } from '../changes/make-intent.ts'
import { planUsers } from '../changes/plan.ts'
import { loadReservedExtensions, loadSites, loadSnapshot } from '../changes/snapshot.ts'
import type { TenantTx } from '../db/database.ts'
import { refuseMissing } from '../problem-error.ts'

const howMany = 5

/** What `auto` would choose at this site for somebody with this number, and what comes next; nothing is reserved. Empty when the range is full. */
export async function suggestExtensions(
  ctx: Context,
  siteId: Id,
  number?: string | undefined,
): Promise<{ extensions: string[] }> {
  return ctx.house.db.inTenant(ctx.tenantId, async (tx) => {
    const sites = await loadSites(tx)
    const site = sites.get(siteId) ?? refuseMissing('site')
    const reserved = await loadReservedExtensions(tx)
    const free =
      (await loadFreeExtensions(tx, sites, reserved, [{ ...site, key: siteId, count: howMany }])).get(siteId) ?? []
    const first = number === undefined ? null : await chosenFor(tx, siteId, number)
    return { extensions: [...new Set([...(first ? [first] : []), ...free])].slice(0, howMany) }
  })
}

async function chosenFor(tx: TenantTx, siteId: Id, number: string): Promise<string | null> {
  const intent = creating({ site: siteId, numbers: [number], extension: 'auto' })
  const [row] = planUsers([intent], await loadSnapshot(tx, [intent], false)).rows
  return row?.after.extension ?? null
}
