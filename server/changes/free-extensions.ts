import { sql } from 'kysely'
import { countryOf } from '../../contract/countries.ts'
import type { ReservedExtensions } from '../../contract/extension-number.ts'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'
import { blockedRanges, firstFree } from '../extensions/blocked-extensions.ts'
import { restingNumbers } from '../extensions/extension-rest-store.ts'
import type { SiteFacts } from './intent.ts'

/** How many extensions may be chosen from a range: a site's or a profile's, by its key. */
export interface RangeWish {
  readonly key: Id
  readonly extensionFrom: string
  readonly extensionTo: string
  readonly count: number
}

/**
 * For each range, as many free extensions as are wished for, in the order to take them: those after the highest in
 * use, or where these are too few, all that are free from the start. What rests, is reserved or near an emergency number is none of them.
 */
export async function loadFreeExtensions(
  tx: TenantTx,
  sites: ReadonlyMap<Id, SiteFacts>,
  reserved: readonly ReservedExtensions[],
  wishes: readonly RangeWish[],
): Promise<Map<Id, string[]>> {
  const emergency = emergencyNumbersOf(sites.values())
  const free = new Map<Id, string[]>()
  for (const { key, extensionFrom: from, extensionTo: to } of wishes) {
    const span = { from, to }
    // Ranges may overlap: what one row takes is then missing from the others.
    const count = wishes
      .filter((other) => other.extensionFrom <= to && from <= other.extensionTo)
      .reduce((sum, other) => sum + other.count, 0)
    const blocked = blockedRanges(span, emergency, reserved)
    const resting = await restingNumbers(tx, span.from, span.to)
    const start = await afterHighest(tx, span)
    const found = firstFree({ ...span, from: start }, count, (number) => resting.has(number), blocked)
    if (found.length < count) {
      const taken = await takenIn(tx, span)
      free.set(
        key,
        firstFree(span, count, (number) => taken.has(number) || resting.has(number), blocked),
      )
    } else free.set(key, found)
  }
  return free
}

/** Emergency numbers of the countries of all these sites. */
export function emergencyNumbersOf(sites: Iterable<{ readonly country: string }>): Set<string> {
  return new Set([...sites].flatMap((site) => countryOf(site.country).emergencyNumbers))
}

async function afterHighest(tx: TenantTx, { from, to }: { from: string; to: string }): Promise<string> {
  const { rows } = await sql<{ highest: string | null }>`
    select max(number) as highest from extension
    where tenant_id = ${tx.tenantId} and number between ${from} and ${to}
      and length(number) = ${from.length}`.execute(tx.db)
  const highest = rows[0]?.highest
  return highest ? String(Number(highest) + 1) : from
}

async function takenIn(tx: TenantTx, { from, to }: { from: string; to: string }): Promise<Set<string>> {
  const { rows } = await sql<{ number: string }>`
    select number from extension
    where tenant_id = ${tx.tenantId} and number between ${from} and ${to}
      and length(number) = ${from.length}`.execute(tx.db)
  return new Set(rows.map((row) => row.number))
}
