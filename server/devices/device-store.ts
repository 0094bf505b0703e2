import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
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
  await tx.db
    .insertInto('sip_username')
    .values(accounts.map((one) => ({ username: one.username, tenant_id: tx.tenantId, account_id: one.id })))
    .execute()
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
  await setDisabled(tx, userIds, sql`now()`)
}

/** Makes the SIP phones of restored users usable again. */
export async function enableAccounts(tx: TenantTx, userIds: readonly Id[]): Promise<void> {
  await setDisabled(tx, userIds, sql`null`)
}

async function setDisabled(
  tx: TenantTx,
  userIds: readonly Id[],
  at: ReturnType<typeof sql<Date | null>>,
): Promise<void> {
  if (userIds.length === 0) return
  await tx.db
    .updateTable('sip_account')
    .set({ disabled_at: at })
    .where('tenant_id', '=', tx.tenantId)
    .where('user_id', '=', sql<Id>`any(${[...userIds]}::uuid[])`)
    .where('kind', '=', 'sip')
    .execute()
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
