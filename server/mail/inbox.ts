import type { Id } from '../../contract/ids.ts'
import type { Role } from '../../contract/roles.ts'
import type { Context, PublicContext } from '../access/context.ts'
import type { TenantTx } from '../db/database.ts'
import { ProblemError, refuseMissing } from '../problem-error.ts'

/**
 * Whether the development inbox takes the place of a mail server and may be opened from here: no SMTP_URL, a server that
 * listens on this machine alone, a request straight from this machine, an administrator (decision 24).
 */
export function hasInbox(ctx: PublicContext, role: Role): boolean {
  const { smtpUrl, isLoopback } = ctx.house.config
  return smtpUrl === null && isLoopback && ctx.isLocal && role === 'admin'
}

/** Mails in the development inbox, newest first; at most 200. */
export async function listInbox(ctx: Context) {
  refuseUnlessInbox(ctx)
  const rows = await ctx.house.db.inTenant(ctx.tenantId, selectInbox)
  return {
    items: rows.map((row) => ({ id: row.id, to: row.to_address, subject: row.inbox_subject ?? '', at: at(row) })),
  }
}

/** One mail of the development inbox. */
export async function getInboxMail(ctx: Context, id: Id) {
  refuseUnlessInbox(ctx)
  const row = await ctx.house.db.inTenant(ctx.tenantId, (tx) => selectInboxMail(tx, id))
  if (!row) refuseMissing('mail')
  return {
    id: row.id,
    to: row.to_address,
    subject: row.inbox_subject ?? '',
    at: at(row),
    text: row.inbox_text ?? '',
    html: row.inbox_html ?? '',
  }
}

function refuseUnlessInbox(ctx: Context): void {
  if (ctx.house.config.smtpUrl !== null) {
    throw new ProblemError('not_found', 'There is no development inbox: mail goes to the mail server.')
  }
  if (!hasInbox(ctx, ctx.role)) {
    throw new ProblemError('forbidden', 'The development inbox opens only for an administrator on this machine itself.')
  }
}

async function selectInbox(tx: TenantTx) {
  return tx.db
    .selectFrom('mail')
    .select(['id', 'to_address', 'inbox_subject', 'sent_at', 'created_at'])
    .where('tenant_id', '=', tx.tenantId)
    .where('inbox_text', 'is not', null)
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
}

async function selectInboxMail(tx: TenantTx, id: Id) {
  return tx.db
    .selectFrom('mail')
    .select(['id', 'to_address', 'inbox_subject', 'inbox_text', 'inbox_html', 'sent_at', 'created_at'])
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', id)
    .where('inbox_text', 'is not', null)
    .executeTakeFirst()
}

function at(row: { sent_at: Date | null; created_at: Date }): string {
  return (row.sent_at ?? row.created_at).toISOString()
}
