import { sql } from 'kysely'
import pg from 'pg'
import { z } from 'zod'
import type { RegistrationKey, StoredRegistration } from '../../calling/engine.ts'
import type { Id } from '../../contract/ids.ts'
import type { Database, TenantTx } from '../db/database.ts'

const Transport = z.enum(['udp', 'tcp', 'ws'])

/** All registrations that have not expired, of all tenants: the engine asks once, at its start. */
export async function loadRegistrations(db: Database): Promise<StoredRegistration[]> {
  const rows = await db.asOperator('calling: load registrations', (tx) =>
    tx.selectFrom('registration').selectAll().where('expires_at', '>', sql<Date>`now()`).execute(),
  )
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    accountId: row.account_id,
    instance: row.instance,
    userId: row.user_id,
    contact: row.contact,
    path: row.path,
    transport: Transport.parse(row.transport),
    source: row.source,
    userAgent: row.user_agent,
    callId: row.call_id,
    cseq: Number(row.cseq),
    registeredAt: row.registered_at,
    expiresAt: row.expires_at,
  }))
}

/** Writes a batch, set-based, one transaction per tenant. */
export async function saveRegistrations(
  db: Database,
  kept: readonly StoredRegistration[],
  gone: readonly RegistrationKey[],
): Promise<void> {
  const keptBy = Map.groupBy(kept, (one) => one.tenantId)
  const goneBy = Map.groupBy(gone, (one) => one.tenantId)
  for (const tenantId of new Set([...keptBy.keys(), ...goneBy.keys()])) {
    const ended = goneBy.get(tenantId)
    if (ended) await db.inTenant(tenantId, (tx) => deleteGone(tx, ended))
    const registered = keptBy.get(tenantId)
    if (registered) await saveOfTenant(db, tenantId, registered)
  }
}

/** What one phone says must not keep the others from being remembered: a row that cannot be kept is left out. */
async function saveOfTenant(db: Database, tenantId: Id, kept: readonly StoredRegistration[]): Promise<void> {
  try {
    await db.inTenant(tenantId, (tx) => upsertKept(tx, kept))
  } catch (error) {
    if (!isRefusedData(error)) throw error
    if (kept.length > 1) for (const one of kept) await saveOfTenant(db, tenantId, [one])
  }
}

// 22xxx: data exceptions; 54xxx: more than an index row or a field holds (PostgreSQL appendix A).
function isRefusedData(error: unknown): boolean {
  return error instanceof pg.DatabaseError && /^(22|54)/.test(error.code ?? '')
}

async function deleteGone(tx: TenantTx, gone: readonly RegistrationKey[]): Promise<void> {
  await sql`
    delete from registration r using unnest(${gone.map((one) => one.accountId)}::uuid[], ${gone.map((one) => one.instance)}::text[]) as g(account_id, instance)
    where r.tenant_id = ${tx.tenantId} and r.account_id = g.account_id and r.instance = g.instance`.execute(tx.db)
}

async function upsertKept(tx: TenantTx, kept: readonly StoredRegistration[]): Promise<void> {
  const rows = kept.map((one) => ({
    account_id: one.accountId,
    instance: one.instance,
    user_id: one.userId,
    contact: one.contact,
    path: one.path,
    transport: one.transport,
    source: one.source,
    user_agent: one.userAgent,
    call_id: one.callId,
    cseq: one.cseq,
    registered_at: one.registeredAt,
    expires_at: one.expiresAt,
  }))
  await sql`
    insert into registration (tenant_id, account_id, instance, user_id, contact, path, transport, source, user_agent, call_id, cseq, registered_at, expires_at)
    select t.id, r.* from tenant t cross join json_to_recordset(${JSON.stringify(rows)}::json)
      as r(account_id uuid, instance text, user_id uuid, contact text, path text[], transport text, source text, user_agent text,
        call_id text, cseq bigint, registered_at timestamptz, expires_at timestamptz)
    where t.id = ${tx.tenantId}
    on conflict (tenant_id, account_id, instance) do update set user_id = excluded.user_id, contact = excluded.contact,
      path = excluded.path, transport = excluded.transport, source = excluded.source, user_agent = excluded.user_agent,
      call_id = excluded.call_id, cseq = excluded.cseq, registered_at = excluded.registered_at, expires_at = excluded.expires_at`.execute(
    tx.db,
  )
}
