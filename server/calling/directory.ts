import { sql } from 'kysely'
import type {
  AccountKey,
  CallingDirectory,
  RegistrationKey,
  SipAccount,
  StoredRegistration,
} from '../../calling/engine.ts'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'
import { sealContext } from '../devices/credentials.ts'
import type { House } from '../house.ts'
import { CallRecords } from './call-records.ts'
import { situationOf } from './load-situation.ts'
import { loadRegistrations, saveRegistrations } from './registration-store.ts'

type DirectoryHouse = Pick<House, 'db' | 'secrets' | 'events' | 'log'>

/** What the calling engine asks, answered from the database. */
export function callingDirectory(house: DirectoryHouse): CallingDirectory {
  const records = new CallRecords(house)
  return {
    findAccount: (username) => findAccount(house, username),
    checkAccounts: (accounts) => checkAccounts(house, accounts),
    situation: (attempt) => house.db.inTenant(attempt.tenantId, (tx) => situationOf(tx, attempt)),
    loadRegistrations: () => loadRegistrations(house.db),
    saveRegistrations: (kept: readonly StoredRegistration[], gone: readonly RegistrationKey[]) =>
      saveRegistrations(house.db, kept, gone),
    saveCall: (record) => records.save(record),
  }
}

async function findAccount(house: DirectoryHouse, username: string): Promise<SipAccount | undefined> {
  const owner = await house.db.global
    .selectFrom('sip_username')
    .select(['tenant_id', 'account_id'])
    .where('username', '=', username)
    .executeTakeFirst()
  if (!owner) return undefined
  const found = await house.db.inTenant(owner.tenant_id, (tx) => accounts(house, tx, [owner.account_id]))
  return found[0]
}

async function checkAccounts(house: DirectoryHouse, keys: readonly AccountKey[]): Promise<SipAccount[]> {
  const byTenant = Map.groupBy(keys, (key) => key.tenantId)
  const found: SipAccount[] = []
  for (const [tenantId, ofTenant] of byTenant) {
    found.push(
      ...(await house.db.inTenant(tenantId, (tx) =>
        accounts(
          house,
          tx,
          ofTenant.map((key) => key.accountId),
        ),
      )),
    )
  }
  return found
}

/** Those of these accounts that are enabled, whose person lives, and whose session (for a web phone) has not ended. */
async function accounts(house: DirectoryHouse, tx: TenantTx, ids: readonly Id[]): Promise<SipAccount[]> {
  const rows = await tx.db
    .selectFrom('sip_account as a')
    .innerJoin('app_user as u', (join) => join.onRef('u.tenant_id', '=', 'a.tenant_id').onRef('u.id', '=', 'a.user_id'))
    .leftJoin('session as s', (join) =>
      join.onRef('s.tenant_id', '=', 'a.tenant_id').onRef('s.id', '=', 'a.session_id'),
    )
    .select(['a.id', 'a.user_id', 'a.username', 'a.ha1_md5', 'a.ha1_sha256', 'u.state'])
    .where('a.tenant_id', '=', tx.tenantId)
    .where('a.id', '=', sql<Id>`any(${[...ids]}::uuid[])`)
    .where('a.disabled_at', 'is', null)
    .where('u.deleted_at', 'is', null)
    .where((eb) => eb.or([eb('a.session_id', 'is', null), eb('s.expires_at', '>', sql<Date>`now()`)]))
    .execute()
  return rows.flatMap((row) => {
    const digests = digestsOf(house, row)
    if (!digests) return []
    const { id, user_id, username, state } = row
    const isSuspended = state === 'suspended'
    return { tenantId: tx.tenantId, accountId: id, userId: user_id, username, ...digests, isSuspended }
  })
}

/** Undefined for one that does not open: its phone stays out, and all others go on. */
function digestsOf(house: DirectoryHouse, row: { id: Id; ha1_md5: string; ha1_sha256: string }) {
  try {
    const opened = (sealed: string) => house.secrets.open(sealed, sealContext(row.id))
    return { ha1Md5: opened(row.ha1_md5), ha1Sha256: opened(row.ha1_sha256) }
  } catch (error) {
    house.log.error({ err: error, account: row.id }, 'The stored secret of a SIP account cannot be read')
    return undefined
  }
}

/** Closes the calls that a crash left open: nobody can tell how they ended. */
export async function closeInterruptedCalls(house: DirectoryHouse): Promise<void> {
  const tenants = await house.db.asOperator('recovery: open calls', (db) =>
    db.selectFrom('call_record').select('tenant_id').distinct().where('ended_at', 'is', null).execute(),
  )
  for (const { tenant_id } of tenants) {
    await house.db.inTenant(tenant_id, (tx) =>
      tx.db
        .updateTable('call_record')
        .set({ ended_at: sql`now()`, outcome: 'interrupted' })
        .where('tenant_id', '=', tenant_id)
        .where('ended_at', 'is', null)
        .execute(),
    )
  }
}
