import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'

/** Calls to what somebody left behind ring somebody else until a time. */
export interface Succession {
  readonly dialed: string
  readonly leaverId: Id
  readonly successorId: Id
  readonly until: Date
}

/** Successions that still hold: all, or those of one leaver or successor. What has a user of its own again rings that user, so it is none. */
export async function liveSuccessions(tx: TenantTx, userId?: Id) {
  return tx.db
    .selectFrom('call_succession as c')
    .innerJoin('app_user as s', (join) =>
      join.onRef('s.tenant_id', '=', 'c.tenant_id').onRef('s.id', '=', 'c.successor_user_id'),
    )
    .leftJoin('app_user as l', (join) =>
      join.onRef('l.tenant_id', '=', 'c.tenant_id').onRef('l.id', '=', 'c.leaver_user_id'),
    )
    .select(['c.dialed', 'c.leaver_user_id', 'c.successor_user_id', 'c.ends_at'])
    .select(['s.first_name as successor_first', 's.last_name as successor_last'])
    .select(['l.first_name as leaver_first', 'l.last_name as leaver_last'])
    .where('c.tenant_id', '=', tx.tenantId)
    .where('c.ends_at', '>', sql<Date>`now()`)
    .where(
      sql<boolean>`not exists (select from extension e where e.tenant_id = c.tenant_id and e.number = c.dialed)
        and not exists (select from phone_number n where n.tenant_id = c.tenant_id and n.e164 = c.dialed and n.user_id is not null)`,
    )
    .$if(userId !== undefined, (query) =>
      query.where((eb) =>
        eb.or([eb('c.leaver_user_id', '=', userId ?? ''), eb('c.successor_user_id', '=', userId ?? '')]),
      ),
    )
    .orderBy('c.ends_at')
    .orderBy('c.dialed')
    .execute()
}

/** Those of these extensions and numbers that ring a successor now. */
export async function selectSuccessions(tx: TenantTx, dialed: readonly string[]): Promise<Map<string, Succession>> {
  const rows = await tx.db
    .selectFrom('call_succession')
    .selectAll()
    .where('tenant_id', '=', tx.tenantId)
    .where('dialed', '=', sql<string>`any(${[...dialed]}::text[])`)
    .forUpdate()
    .execute()
  return new Map(rows.map((row) => [row.dialed, successionOf(row)]))
}

/** What these people take over from earlier leavers. */
export async function successionsOfSuccessors(tx: TenantTx, userIds: readonly Id[]): Promise<Succession[]> {
  const rows = await tx.db
    .selectFrom('call_succession')
    .selectAll()
    .where('tenant_id', '=', tx.tenantId)
    .where('successor_user_id', '=', sql<Id>`any(${[...userIds]}::uuid[])`)
    .where('ends_at', '>', sql<Date>`now()`)
    .orderBy('dialed')
    .execute()
  return rows.map(successionOf)
}

function successionOf(row: { dialed: string; leaver_user_id: Id; successor_user_id: Id; ends_at: Date }): Succession {
  return {
    dialed: row.dialed,
    leaverId: row.leaver_user_id,
    successorId: row.successor_user_id,
    until: row.ends_at,
  }
}

/** Writes successions in place of earlier ones of the same extension or number. */
export async function putSuccessions(tx: TenantTx, successions: readonly Succession[]): Promise<void> {
  if (successions.length === 0) return
  await sql`
    insert into call_succession (tenant_id, dialed, leaver_user_id, successor_user_id, ends_at)
    select t.id, r.dialed, r.leaver, r.successor, r.ends_at
    from tenant t cross join unnest(${successions.map((one) => one.dialed)}::text[],
      ${successions.map((one) => one.leaverId)}::uuid[], ${successions.map((one) => one.successorId)}::uuid[],
      ${successions.map((one) => one.until.toISOString())}::timestamptz[]) as r(dialed, leaver, successor, ends_at)
    where t.id = ${tx.tenantId}
    on conflict (tenant_id, dialed) do update set leaver_user_id = excluded.leaver_user_id,
      successor_user_id = excluded.successor_user_id, ends_at = excluded.ends_at`.execute(tx.db)
}

/** Ends successions at once. */
export async function dropSuccessions(tx: TenantTx, dialed: readonly string[]): Promise<void> {
  if (dialed.length === 0) return
  await tx.db
    .deleteFrom('call_succession')
    .where('tenant_id', '=', tx.tenantId)
    .where('dialed', '=', sql<string>`any(${[...dialed]}::text[])`)
    .execute()
}

/** Forgets the successions that are over; answers how many. */
export async function dropEndedSuccessions(tx: TenantTx): Promise<number> {
  const result = await tx.db
    .deleteFrom('call_succession')
    .where('tenant_id', '=', tx.tenantId)
    .where('ends_at', '<=', sql<Date>`now()`)
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}
