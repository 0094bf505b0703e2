import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { loadFreeExtensions } from '../changes/free-extensions.ts'
import { loadSites } from '../changes/snapshot.ts'
import { refuseMissing } from '../problem-error.ts'

const howMany = 5

/** The next free extensions of a site's range; nothing is reserved. Empty when the range is full. */
export async function suggestExtensions(ctx: Context, siteId: Id): Promise<{ extensions: string[] }> {
  return ctx.house.db.inTenant(ctx.tenantId, async (tx) => {
    const sites = await loadSites(tx)
    if (!sites.has(siteId)) refuseMissing('site')
    const free = await loadFreeExtensions(tx, sites, new Map([[siteId, howMany]]))
    return { extensions: free.get(siteId) ?? [] }
  })
}
