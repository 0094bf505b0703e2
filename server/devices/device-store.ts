import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import type { PhoneApp } from '../../contract/user-spec.ts'
import type { TenantTx } from '../db/database.ts'

/** A SIP account as it is stored: digests sealed, the password nowhere. */
export interface NewAccount {
  readonly id: Id
  readonly userId: Id
  readonly kind: 'web' | 'sip'
  readonly label: string
  readonly username: string
  readonly ha1Md5: string
  readonly ha1Sha256: string
  readonly sessionId: Id | null
}

/** Inserts accounts and takes their SIP usernames, which are unique in the installation. */
export async function insertAccounts(tx: TenantTx, accounts: readonly NewAccount[]): Promise<void> {
  if (accounts.length === 0) return
  await sql`
    insert into sip_account (tenant_id, id, user_id, kind, label, username, ha1_md5, ha1_sha256, session_id)
    select t.id, r.id, r.user_id, r.kind, r.label, r.username, r.ha1_md5, r.ha1_sha256, r.session_id
    from tenant t cross join json_to_recordset(${JSON.stringify(accounts.map(columnsOf))}::json)
      as r(id uuid, user_id uuid, kind text, label text, username text, ha1_md5 text, ha1_sha256 text, session_id uuid)
    where t.id = ${tx.tenantId}`.execute(tx.db)
  await sql`
    insert into sip_username (username, tenant_id, account_id)
    select r.username, t.id, r.id
    from tenant t cross join unnest(${accounts.map((one) => one.username)}::text[], ${accounts.map((one) => one.id)}::uuid[]) as r(username, id)
    where t.id = ${tx.tenantId}`.execute(tx.db)
}

function columnsOf(account: NewAccount) {
  return {
    id: account.id,
    user_id: account.userId,
    kind: account.kind,
    label: account.label,
    username: account.username,
    ha1_md5: account.ha1Md5,
    ha1_sha256: account.ha1Sha256,
    session_id: account.sessionId,
  }
}

/** Disables all SIP phones of these users; credentials stay, unusable, until the purge. */
export async function disableAccounts(tx: TenantTx, userIds: readonly Id[]): Promise<void> {
  if (userIds.length === 0) return
  await tx.db
    .updateTable('sip_account')
    .set({ disabled_at: sql`now()` })
    .where('tenant_id', '=', tx.tenantId)
    .where('user_id', '=', sql<Id>`any(${[...userIds]}::uuid[])`)
    .where('kind', '=', 'sip')
    .where('disabled_at', 'is', null)
    .execute()
}

/** Makes the SIP phones of deleted users usable again that their deletion disabled; one that was removed before stays so. */
export async function enableAccounts(tx: TenantTx, userIds: readonly Id[]): Promise<void> {
  if (userIds.length === 0) return
  await sql`
    update sip_account a set disabled_at = null
    from app_user u
    where a.tenant_id = ${tx.tenantId} and u.tenant_id = a.tenant_id and u.id = a.user_id
      and u.id = any(${[...userIds]}::uuid[]) and a.kind = 'sip' and a.disabled_at = u.deleted_at`.execute(tx.db)
}

/** Ends the web phones of these users; their sessions go on. */
export async function dropWebAccounts(tx: TenantTx, userIds: readonly Id[]): Promise<void> {
  if (userIds.length === 0) return
  await tx.db
    .deleteFrom('sip_account')
    .where('tenant_id', '=', tx.tenantId)
    .where('user_id', '=', sql<Id>`any(${[...userIds]}::uuid[])`)
    .where('kind', '=', 'web')
    .execute()
}

/** Adds the right to SIP phones; answers all the person may use, or null when it was there already. */
export async function allowDeskPhones(tx: TenantTx, userId: Id): Promise<PhoneApp[] | null> {
  const row = await tx.db
    .updateTable('app_user')
    .set({
      devices: sql`devices || '{desk}'::text[]`,
      field_origin: sql`field_origin || '{"devices": "admin"}'`,
      version: sql`version + 1`,
      updated_at: sql`now()`,
    })
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', userId)
    .where(sql<boolean>`not 'desk' = any(devices)`)
    .returning('devices')
    .executeTakeFirst()
  return row?.devices ?? null
}

/** Disables one SIP phone; answers its label, or undefined when this user has no such phone in use. */
export async function disableAccount(tx: TenantTx, userId: Id, accountId: Id): Promise<string | undefined> {
  const row = await tx.db
    .updateTable('sip_account')
    .set({ disabled_at: sql`now()` })
    .where('tenant_id', '=', tx.tenantId)
    .where('user_id', '=', userId)
    .where('id', '=', accountId)
    .where('kind', '=', 'sip')
    .where('disabled_at', 'is', null)
    .returning('label')
    .executeTakeFirst()
  return row?.label
}

/** The phones of one user that may sign in, oldest first. */
export async function accountsOf(tx: TenantTx, userId: Id) {
  return tx.db
    .selectFrom('sip_account')
    .select(['id', 'kind', 'label', 'username', 'created_at'])
    .where('tenant_id', '=', tx.tenantId)
    .where('user_id', '=', userId)
    .where('disabled_at', 'is', null)
    .orderBy('id')
    .execute()
}
