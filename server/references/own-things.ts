import { type RawBuilder, sql } from 'kysely'
import type { ReferenceKind } from '../../contract/api/leaving.ts'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'
import { formatNumber } from '../numbers/format-number.ts'
import type { ReferenceSource } from './reference.ts'

interface Row {
  readonly user_id: Id
  readonly key: string
  readonly label: string
}

/** A kind that is shown, and that leaving settles by itself: there is nothing to choose. */
function settledByItself(
  kind: ReferenceKind,
  label: string,
  sentence: string,
  columns: readonly string[],
  query: (tx: TenantTx, userIds: RawBuilder<Id>) => RawBuilder<Row>,
): ReferenceSource {
  return {
    kind,
    label,
    sentence,
    columns,
    async find(tx, userIds) {
      const { rows } = await query(tx, sql<Id>`any(${[...userIds]}::uuid[])`).execute(tx.db)
      return rows.map((row) => ({ userId: row.user_id, key: row.key, label: row.label, ownerId: null }))
    },
  }
}

/** The extension rests after a deletion; calls to it can ring a successor. */
export const ownExtension = settledByItself(
  'extension',
  'Extension',
  'It is free for a restore and rests before somebody else gets it. Calls to it can ring a successor for a while.',
  ['extension.user_id'],
  (tx, ids) => sql`select user_id, number as key, number as label from extension
    where tenant_id = ${tx.tenantId}::uuid and user_id = ${ids}`,
)

/** Numbers that already rest for somebody in the recycle bin. */
export const restingNumbers: ReferenceSource = {
  ...settledByItself(
    'restingNumbers',
    'Resting numbers',
    'They come back with a restore, and are free when their rest is over.',
    ['phone_number.reserved_for_user_id'],
    (tx, ids) => sql`select reserved_for_user_id as user_id, e164 as key, e164 as label from phone_number
      where tenant_id = ${tx.tenantId}::uuid and reserved_for_user_id = ${ids} and user_id is null order by e164`,
  ),
}

/** SIP phones and web phones: signed out at once; a SIP phone works again after a restore. */
export const phones = settledByItself(
  'devices',
  'Phones',
  'They are signed out at once, and calls end. SIP phones work again if the person comes back.',
  ['sip_account.user_id', 'registration.user_id'],
  (tx, ids) => sql`select user_id, id::text as key, label from sip_account
    where tenant_id = ${tx.tenantId}::uuid and user_id = ${ids} and disabled_at is null order by user_id, id`,
)

/** Browsers that are signed in. */
export const signedInBrowsers = settledByItself(
  'sessions',
  'Signed in',
  'Every browser is signed out at once.',
  ['session.user_id'],
  (tx, ids) => sql`select user_id, id::text as key, 'since ' || to_char(created_at, 'YYYY-MM-DD') as label from session
    where tenant_id = ${tx.tenantId}::uuid and user_id = ${ids} and expires_at > now() order by user_id, id`,
)

/** What the person may do here beyond calling. */
export const rights = settledByItself(
  'role',
  'Rights',
  'Administrators can do nothing here any more once they have left; their API tokens belong to the company and go on.',
  ['operator.user_id'],
  (tx, ids) => sql`
    select id as user_id, 'admin' as key, 'Administrator of the company' as label from app_user
      where tenant_id = ${tx.tenantId}::uuid and id = ${ids} and role = 'admin' and deleted_at is null
    union all select user_id, 'operator', 'Operator of this installation' from operator
      where tenant_id = ${tx.tenantId}::uuid and user_id = ${ids}`,
)

/** Others who are to leave at a time, with this person as their successor. */
export const plansOfOthers = settledByItself(
  'plans',
  'Planned as a successor',
  'These leavings could not be carried out as planned: choose another successor there.',
  ['leaving.user_id'],
  (tx, ids) => sql`
    select (l.wish ->> 'successorId')::uuid as user_id, l.user_id::text as key, u.first_name || ' ' || u.last_name as label
    from leaving l join app_user u on u.tenant_id = l.tenant_id and u.id = l.user_id
    where l.tenant_id = ${tx.tenantId}::uuid and (l.wish ->> 'successorId')::uuid = ${ids} order by l.leaves_at`,
)

/** Numbers as people write them, wherever a source labelled one with its digits. */
export function displayOf(label: string): string {
  return label.startsWith('+') ? formatNumber(label) : label
}
