import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'

/** Somebody whose settings name a number. */
export interface NumberUse {
  readonly number: string
  readonly userId: Id
  readonly userName: string
  /** The setting, as history spells it. */
  readonly field: string
}

const callerId = 'services.callerId.number'

/** A site whose main number a number is. */
export interface SiteUse {
  readonly number: string
  readonly siteName: string
}

/** Which sites have one of these numbers as their main number. */
export async function mainNumberUses(tx: TenantTx, e164s: readonly string[]): Promise<SiteUse[]> {
  const rows = await tx.db
    .selectFrom('site')
    .select(['main_number', 'name'])
    .where('tenant_id', '=', tx.tenantId)
    .where('main_number', '=', sql<string>`any(${[...e164s]}::text[])`)
    .orderBy('name_key')
    .execute()
  return rows.flatMap(({ main_number: number, name }) => (number ? [{ number, siteName: name }] : []))
}

/** Who of the living shows one of these numbers as caller ID. */
export async function callerIdUses(tx: TenantTx, e164s: readonly string[]): Promise<NumberUse[]> {
  return (await numberUses(tx, e164s)).filter(({ field }) => field === callerId)
}

/** Whose settings name one of these numbers: as caller ID, or as a target of forwarding. */
export async function numberUses(tx: TenantTx, e164s: readonly string[]): Promise<NumberUse[]> {
  const rows = await tx.db
    .selectFrom('service_target as t')
    .innerJoin('app_user as u', (join) => join.onRef('u.tenant_id', '=', 't.tenant_id').onRef('u.id', '=', 't.user_id'))
    .select(['t.target', 't.user_id', 't.field', 'u.first_name', 'u.last_name'])
    .where('t.tenant_id', '=', tx.tenantId)
    .where('t.target', '=', sql<string>`any(${[...e164s]}::text[])`)
    .where('u.deleted_at', 'is', null)
    .orderBy('u.sort_key')
    .execute()
  return rows.map((row) => ({
    number: row.target,
    userId: row.user_id,
    userName: `${row.first_name} ${row.last_name}`,
    field: row.field,
  }))
}
