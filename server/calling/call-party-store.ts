import { sql } from 'kysely'
import type { CallParty } from '../../calling/decide/call-situation.ts'
import type { Entitlement } from '../../contract/entitlements.ts'
import type { Id } from '../../contract/ids.ts'
import { wholeServices } from '../../contract/services-spec.ts'
import type { TenantTx } from '../db/database.ts'
import { reachedOn } from '../users/reached-on.ts'

/** A person as calls see them, and where they are. */
export interface LocatedParty {
  readonly party: CallParty
  /** Country of the site: where help would come to. */
  readonly siteCountry: string
}

/** Those of these people who live here. */
export async function partiesOf(tx: TenantTx, userIds: readonly Id[]): Promise<LocatedParty[]> {
  if (userIds.length === 0) return []
  const rows = await tx.db
    .selectFrom('app_user as u')
    .innerJoin('site as s', (join) => join.onRef('s.tenant_id', '=', 'u.tenant_id').onRef('s.id', '=', 'u.site_id'))
    .leftJoin('license_type as l', (join) =>
      join.onRef('l.tenant_id', '=', 'u.tenant_id').onRef('l.id', '=', 'u.license_type_id'),
    )
    .leftJoin('extension as e', (join) => join.onRef('e.tenant_id', '=', 'u.tenant_id').onRef('e.user_id', '=', 'u.id'))
    .select(['u.id', 'u.first_name', 'u.last_name', 'u.state', 'u.services', 'u.time_zone', 'l.entitlements'])
    .select(['s.country', 's.time_zone as site_zone', 's.caller_id', 's.main_number', 'e.number as extension'])
    .select(reachedOn.numbers.as('numbers'))
    .where('u.tenant_id', '=', tx.tenantId)
    .where('u.id', '=', sql<Id>`any(${[...userIds]}::uuid[])`)
    .where('u.deleted_at', 'is', null)
    .execute()
  return rows.map((row) => {
    const granted: readonly Entitlement[] = row.entitlements ?? []
    const services = wholeServices(row.services)
    return {
      siteCountry: row.country,
      party: {
        userId: row.id,
        displayName: `${row.first_name} ${row.last_name}`,
        extension: row.extension,
        numbers: row.numbers,
        isSuspended: row.state === 'suspended',
        mayCall: granted.includes('calls'),
        mayCallAbroad: granted.includes('international'),
        services,
        timeZone: row.time_zone ?? row.site_zone,
        country: services.calling.country ?? row.country,
        siteNumber: row.caller_id === 'main' ? row.main_number : null,
      },
    }
  })
}

/** Whom a dialed extension or number of this tenant rings. */
export interface Reached {
  readonly userId: Id | null
  /** Whether the number is in the tenant's inventory, whether it rings anybody or not. */
  readonly isOwnNumber: boolean
}

/** Looks up who has an extension or number of this tenant. */
export async function reachedBy(tx: TenantTx, dialed: string, e164: string | null): Promise<Reached> {
  const { rows } = await sql<{ user_id: Id | null; kind: 'extension' | 'number' }>`
    select e.user_id, 'extension' as kind from extension e where e.tenant_id = ${tx.tenantId} and e.number = ${dialed}
    union all
    select n.user_id, 'number' from phone_number n where n.tenant_id = ${tx.tenantId} and n.e164 = ${e164}`.execute(
    tx.db,
  )
  const ringing = (kind: string) => rows.find((row) => row.kind === kind)?.user_id
  return {
    userId: ringing('extension') ?? ringing('number') ?? null,
    isOwnNumber: rows.some(({ kind }) => kind === 'number'),
  }
}

/** Those of these numbers that the tenant holds, and whom each rings. */
export async function holdersOf(tx: TenantTx, numbers: readonly string[]): Promise<Map<string, Id | null>> {
  if (numbers.length === 0) return new Map()
  const { rows } = await sql<{ e164: string; user_id: Id | null }>`
    select n.e164, n.user_id from phone_number n where n.tenant_id = ${tx.tenantId} and n.e164 = any(${[...numbers]}::text[])`.execute(
    tx.db,
  )
  return new Map(rows.map(({ e164, user_id }) => [e164, user_id]))
}
