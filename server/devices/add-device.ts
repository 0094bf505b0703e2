import { sql } from 'kysely'
import type { DeviceCredential } from '../../contract/api/users.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import type { TenantTx } from '../db/database.ts'
import { ProblemError, refuseMissing } from '../problem-error.ts'
import { requireUnlocked } from '../profiles/require-unlocked.ts'
import { recordAccess } from '../signin/record-access.ts'
import { credentialOf, makeAccount } from './credentials.ts'
import { allowDeskPhones, disableAccount, insertAccounts } from './device-store.ts'

/** Adds a SIP phone to a user and answers its password, which is shown this once. */
export async function addDevice(ctx: Context, userId: Id, label: string): Promise<DeviceCredential> {
  const made = makeAccount(ctx.house, userId, 'sip', label)
  await changing(
    ctx,
    async (tx) => {
      const name = await nameOfPhoneUser(tx, userId)
      await insertAccounts(tx, [made.account])
      await allowDesk(tx, userId, name)
      tx.record({
        entity: 'device',
        entityId: made.account.id,
        label: `${label} of ${name}`,
        operation: 'create',
        before: null,
        after: { label, userId },
      })
      await recordAccess(tx, { kind: 'secretShown', actor: ctx.actor, about: made.account.id, address: ctx.address })
      tx.touch('user', [userId], [userId])
      return name
    },
    (name) => `added the phone “${label}” to ${name}`,
  )
  return credentialOf(ctx.house, made)
}

// Whoever is given a phone may use it. People who add their own have the right already.
async function allowDesk(tx: ChangeTx, userId: Id, label: string): Promise<void> {
  const devices = await allowDeskPhones(tx, userId)
  if (!devices) return
  await requireUnlocked(tx, userId, 'devices', 'the phones of its people, and a SIP phone is none of them')
  const before = { devices: devices.filter((app) => app !== 'desk') }
  tx.record({ entity: 'user', entityId: userId, label, operation: 'update', before, after: { devices } })
}

/** Disables a SIP phone: it is signed out at once and its password works no more. */
export async function removeDevice(ctx: Context, userId: Id, deviceId: Id): Promise<null> {
  await changing(
    ctx,
    async (tx) => {
      const label = (await disableAccount(tx, userId, deviceId)) ?? refuseMissing('phone')
      const name = await nameOf(tx, userId)
      tx.record({
        entity: 'device',
        entityId: deviceId,
        label: `${label} of ${name}`,
        operation: 'delete',
        before: { label, userId },
        after: null,
      })
      tx.touch('user', [userId], [userId])
      return `removed the phone “${label}” from ${name}`
    },
    (summary) => summary,
  )
  return null
}

async function nameOfPhoneUser(tx: TenantTx, userId: Id): Promise<string> {
  const name = await nameOf(tx, userId)
  const { rows } = await sql`
    select from extension where tenant_id = ${tx.tenantId} and user_id = ${userId}
    union all select from phone_number where tenant_id = ${tx.tenantId} and user_id = ${userId} limit 1`.execute(tx.db)
  if (rows.length === 0)
    throw new ProblemError(
      'extension_required',
      `${name} has neither an extension nor a number, so a phone would never ring. Add one first.`,
    )
  return name
}

async function nameOf(tx: TenantTx, userId: Id): Promise<string> {
  const row = await tx.db
    .selectFrom('app_user')
    .select(['first_name', 'last_name'])
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', userId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row ? `${row.first_name} ${row.last_name}` : refuseMissing('user')
}
