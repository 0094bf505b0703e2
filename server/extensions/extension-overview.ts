import { sql } from 'kysely'
import type { ExtensionOverview } from '../../contract/api/sites.ts'
import { systemExtensions } from '../../contract/extension-number.ts'
import type { Id } from '../../contract/ids.ts'
import { emergencyNumbersOf, loadFreeExtensions } from '../changes/free-extensions.ts'
import type { SiteFacts } from '../changes/intent.ts'
import { loadReservedExtensions, loadSites } from '../changes/snapshot.ts'
import type { TenantTx } from '../db/database.ts'
import { refuseMissing } from '../problem-error.ts'
import { type BlockedRange, blockedRanges, spanNearEmergency } from './blocked-extensions.ts'
import { countResting, selectResting } from './extension-rest-store.ts'

const mostShown = 100

/** How a site's range of extensions stands: used, free, resting and kept back, each extension counted once. */
export async function readExtensionOverview(tx: TenantTx, siteId: Id): Promise<ExtensionOverview> {
  const sites = await loadSites(tx)
  const site = sites.get(siteId) ?? refuseMissing('site')
  const { extensionFrom: from, extensionTo: to } = site
  const reserved = await loadReservedExtensions(tx)
  const emergency = emergencyNumbersOf(sites.values())
  const ranges = blockedRanges({ from, to }, emergency, reserved)
  const size = Number(to) - Number(from) + 1
  const { used, usedBlocked, outside } = await countUse(tx, site, ranges)
  const blocked = ranges.reduce((sum, range) => sum + range.to - range.from + 1, 0) - usedBlocked
  const resting = await countResting(tx, { from, to }, ranges)
  const next = await loadFreeExtensions(tx, sites, reserved, [
    { key: siteId, extensionFrom: from, extensionTo: to, count: 1 },
  ])
  return {
    from,
    to,
    size,
    used,
    free: size - used - blocked - resting,
    resting: {
      count: resting,
      items: (await selectResting(tx, { from, to }, mostShown)).map((one) => ({
        ...one,
        until: one.until.toISOString(),
      })),
    },
    blocked: { count: blocked, items: reasonsFor({ from, to }, emergency, reserved) },
    outside,
    next: next.get(siteId)?.[0] ?? null,
  }
}

async function countUse(tx: TenantTx, { id, extensionFrom, extensionTo }: SiteFacts, ranges: readonly BlockedRange[]) {
  const isInside = sql<boolean>`e.number between ${extensionFrom} and ${extensionTo} and length(e.number) = ${extensionFrom.length}`
  const { rows } = await sql<{ used: number; usedBlocked: number; outside: number }>`
    select count(*) filter (where ${isInside})::int as used,
      count(*) filter (where ${isInside} and exists (
        select from unnest(${ranges.map((one) => one.from)}::int[], ${ranges.map((one) => one.to)}::int[]) as b(first, last)
        where e.number::int between b.first and b.last))::int as "usedBlocked",
      count(*) filter (where u.site_id = ${id} and not (${isInside}))::int as outside
    from extension e join app_user u on u.tenant_id = e.tenant_id and u.id = e.user_id
    where e.tenant_id = ${tx.tenantId}`.execute(tx.db)
  return rows[0] ?? { used: 0, usedBlocked: 0, outside: 0 }
}

type Span = Pick<ExtensionOverview, 'from' | 'to'>

/** What is never given out of a span, each with its reason. */
function reasonsFor(
  span: Span,
  emergency: Iterable<string>,
  reserved: readonly (Span & { reason: string })[],
): ExtensionOverview['blocked']['items'] {
  const near = [...emergency].map((help) => ({
    ...spanNearEmergency(help, span.from.length),
    reason: `too close to the emergency number ${help}`,
    by: 'emergency' as const,
  }))
  const system = Object.entries(systemExtensions).map(([number, answers]) => ({
    from: number,
    to: number,
    reason: `reserved for the system: ${answers}`,
    by: 'system' as const,
  }))
  return [...reserved.map((one) => ({ ...one, by: 'company' as const })), ...system, ...near]
    .filter((one) => one.from.length === span.from.length && one.to >= span.from && one.from <= span.to)
    .sort((a, b) => (a.from < b.from ? -1 : 1))
}
