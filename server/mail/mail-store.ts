import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'
import type { TellingTx } from '../events/telling.ts'
import type { MailFate } from './welcome-state.ts'

export type MailKind = 'welcome' | 'passwordReset'

export interface StoredMail extends MailFate {
  readonly id: Id
  readonly userId: Id
  readonly kind: MailKind
  readonly to: string
  readonly reason: string | null
  readonly createdAt: Date
}

/** Mails to a person about themself; those about an emergency call go to others. */
const ownKinds: readonly MailKind[] = ['welcome', 'passwordReset']

const columns = ['id', 'user_id', 'kind', 'state', 'to_address', 'reason', 'expires_at', 'created_at'] as const

/** The newest welcome mail of each of these people who has one, by user id. */
export async function newestWelcomeMails(tx: TenantTx, userIds: readonly Id[]): Promise<Map<Id, StoredMail>> {
  const rows = await tx.db
    .selectFrom('mail')
    .select(columns)
    .distinctOn('user_id')
    .where('tenant_id', '=', tx.tenantId)
    .where('kind', '=', 'welcome')
    .$narrowType<{ kind: MailKind }>()
    .where(sql<boolean>`user_id = any(${userIds}::uuid[])`)
    .orderBy('user_id')
    .orderBy('id', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.user_id, mailOf(row)]))
}

/** A person's mails, newest first; at most 100. */
export async function selectMailsOf(tx: TenantTx, userId: Id): Promise<StoredMail[]> {
  const rows = await tx.db
    .selectFrom('mail')
    .select(columns)
    .where('tenant_id', '=', tx.tenantId)
    .where('user_id', '=', userId)
    .where('kind', 'in', ownKinds)
    .$narrowType<{ kind: MailKind }>()
    .orderBy('id', 'desc')
    .limit(100)
    .execute()
  return rows.map(mailOf)
}

/** One mail; undefined when there is none with this id. */
export async function selectMail(tx: TenantTx, id: Id): Promise<StoredMail | undefined> {
  const row = await tx.db
    .selectFrom('mail')
    .select(columns)
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', id)
    .where('kind', 'in', ownKinds)
    .$narrowType<{ kind: MailKind }>()
    .executeTakeFirst()
  return row && mailOf(row)
}

/** How many people's newest welcome mail failed. */
export async function countFailedMails(tx: TenantTx): Promise<number> {
  const { rows } = await sql<{ failed: number }>`
    select count(*)::int as failed from mail m
    where m.tenant_id = ${tx.tenantId} and m.state = 'failed' and m.kind <> 'emergencyCall' and not exists (
      select from mail n where n.tenant_id = m.tenant_id and n.user_id = m.user_id and n.kind = m.kind and n.id > m.id)`.execute(
    tx.db,
  )
  return rows[0]?.failed ?? 0
}

/** Adds a queued mail to each person, to the address they have now; earlier ones of this kind count as replaced. */
export async function insertMails(
  tx: TenantTx,
  kind: MailKind,
  mails: readonly { id: Id; userId: Id }[],
): Promise<void> {
  const userIds = mails.map((mail) => mail.userId)
  await sql`
    update mail set state = 'replaced'
    where tenant_id = ${tx.tenantId} and kind = ${kind} and user_id = any(${userIds}::uuid[])
      and state in ('queued', 'sent', 'failed', 'opened')`.execute(tx.db)
  await sql`
    insert into mail (tenant_id, id, user_id, kind, state, to_address)
    select u.tenant_id, m.id, u.id, ${kind}, 'queued', u.email
    from app_user u join unnest(${mails.map((mail) => mail.id)}::uuid[], ${userIds}::uuid[]) as m(id, user_id) on m.user_id = u.id
    where u.tenant_id = ${tx.tenantId}
    on conflict (tenant_id, id) do nothing`.execute(tx.db)
}

/** Ids of mails that still wait to be sent, between two ids (inclusive), a page at a time. */
export async function selectQueuedBetween(tx: TenantTx, from: Id, to: Id, limit: number): Promise<Id[]> {
  const rows = await tx.db
    .selectFrom('mail')
    .select('id')
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '>=', from)
    .where('id', '<=', to)
    .where('state', '=', 'queued')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** The mail goes to this address instead of the one it was queued for. */
export async function redirectMail(tx: TenantTx, mail: StoredMail, to: string): Promise<void> {
  await tx.db
    .updateTable('mail')
    .set({ to_address: to })
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', mail.id)
    .execute()
}

/** The mail has left, or lies in the development inbox; its link ends at `expiresAt`. */
export async function markSent(
  tx: TellingTx,
  mail: StoredMail,
  expiresAt: Date,
  inbox: { subject: string; text: string; html: string } | null,
): Promise<void> {
  // Who is quick has opened it already.
  const state = sql<'sent'>`case when state = 'queued' then 'sent' else state end`
  await tx.db
    .updateTable('mail')
    .set({ state, reason: null, sent_at: new Date(), expires_at: expiresAt })
    .$if(inbox !== null, (query) =>
      query.set({ inbox_subject: inbox?.subject, inbox_text: inbox?.text, inbox_html: inbox?.html }),
    )
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', mail.id)
    .execute()
  touchMailOf(tx, [mail.userId])
}

/** Notes why a mail has not left: for good (`failed`) or so far (`queued`). */
export async function noteTrouble(
  tx: TellingTx,
  mail: StoredMail,
  state: 'failed' | 'queued',
  reason: string,
): Promise<void> {
  await tx.db
    .updateTable('mail')
    .set({ state, reason })
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', mail.id)
    .where('state', '=', 'queued')
    .execute()
  touchMailOf(tx, [mail.userId])
}

/** Somebody followed the mail's link. */
export async function markOpened(tx: TellingTx, mailId: Id): Promise<void> {
  const opened = await tx.db
    .updateTable('mail')
    .set({ state: 'opened' })
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', mailId)
    .where('state', 'in', ['queued', 'sent'])
    .returning('user_id')
    .executeTakeFirst()
  if (opened) touchMailOf(tx, [opened.user_id])
}

/** A password was set: every mail that asked for it has reached its aim. */
export async function markAccepted(tx: TellingTx, userId: Id): Promise<void> {
  await tx.db
    .updateTable('mail')
    .set({ state: 'accepted' })
    .where('tenant_id', '=', tx.tenantId)
    .where('user_id', '=', userId)
    .where('kind', 'in', ownKinds)
    .where('state', 'in', ['sent', 'opened', 'queued'])
    .execute()
  touchMailOf(tx, [userId])
}

/** Says whose mail changed; events of the kind `mail` carry user ids. */
export function touchMailOf(tx: Pick<TellingTx, 'touch'>, userIds: readonly Id[]): void {
  tx.touch('mail', userIds)
}

interface MailRow {
  id: string
  user_id: string
  kind: MailKind
  state: MailFate['state']
  to_address: string
  reason: string | null
  expires_at: Date | null
  created_at: Date
}

function mailOf(row: MailRow): StoredMail {
  return {
    id: row.id,
    userId: row.user_id,
    kind: row.kind,
    state: row.state,
    to: row.to_address,
    reason: row.reason,
    expiresAt: row.expires_at,
    createdAt: row.created_at,
  }
}
