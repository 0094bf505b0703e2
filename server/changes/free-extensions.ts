import { sql } from 'kysely'
import { countryOf } from '../../contract/countries.ts'
import { isNearEmergencyNumber, reservedExtensions } from '../../contract/extension-number.ts'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'
import type { SiteFacts } from './intent.ts'

/**
 * For each site, as many free extensions of its range as are wished for, in the order to take them: those after the highest in
 * use (so that a leaver's extension rests), or where these are too few, all that are free from the start.
 */
export async function loadFreeExtensions(
  tx: TenantTx,
  sites: ReadonlyMap<Id, SiteFacts>,
  wishes: ReadonlyMap<Id, number>,
): Promise<Map<Id, string[]>> {
  const emergency = [...new Set([...sites.values()].flatMap((site) => countryOf(site.country).emergencyNumbers))]
  const free = new Map<Id, string[]>()
  for (const [siteId, count] of wishes) {
    const site = sites.get(siteId)
    if (!site) continue
    const found = await afterHighest(tx, site, count, emergency)
    free.set(siteId, found.length >= count ? found : await allFree(tx, site, count, emergency))
  }
  return free
}

async function afterHighest(
  tx: TenantTx,
  site: SiteFacts,
  count: number,
  emergency: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ highest: string | null }>`
    select max(number) as highest from extension
    where tenant_id = ${tx.tenantId} and number between ${site.extensionFrom} and ${site.extensionTo}
      and length(number) = ${site.extensionFrom.length}`.execute(tx.db)
  const highest = rows[0]?.highest
  const start = highest ? Number(highest) + 1 : Number(site.extensionFrom)
  return usable(start, Number(site.extensionTo), count, () => false, emergency)
}

async function allFree(tx: TenantTx, site: SiteFacts, count: number, emergency: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ number: string }>`
    select number from extension
    where tenant_id = ${tx.tenantId} and number between ${site.extensionFrom} and ${site.extensionTo}
      and length(number) = ${site.extensionFrom.length}`.execute(tx.db)
  const taken = new Set(rows.map((row) => row.number))
  return usable(Number(site.extensionFrom), Number(site.extensionTo), count, (number) => taken.has(number), emergency)
}

function usable(
  from: number,
  to: number,
  count: number,
  isTaken: (number: string) => boolean,
  emergency: readonly string[],
): string[] {
  const found: string[] = []
  for (let n = from; n <= to && found.length < count; n++) {
    const number = String(n)
    if (isTaken(number) || reservedExtensions.includes(number)) continue
    if (emergency.some((help) => isNearEmergencyNumber(number, help))) continue
    found.push(number)
  }
  return found
}
