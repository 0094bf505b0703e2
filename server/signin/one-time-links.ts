import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'
import { type IssuedToken, isSecretOf, issueToken, readToken } from './secret-tokens.ts'

export type LinkPurpose = 'welcome' | 'passwordReset'

/** How long a link works from the moment its mail is sent. */
export const linkHours: Readonly<Record<LinkPurpose, number>> = { welcome: 72, passwordReset: 1 }

/** What a link that was presented stands for. */
export interface Link {
  readonly tenantId: Id
  readonly id: Id
  readonly userId: Id
  readonly mailId: Id
  readonly purpose: LinkPurpose
}

/** Why a link that was once right no longer works. */
export type DeadLink = 'used' | 'expired' | 'suspended'

/**
 * Makes the link of a mail, at the moment the mail is sent; links of earlier mails of this kind stop working. Several tries
 * to send one mail leave several links that work, because any of them may have arrived; the first one used ends them all.
 */
export async function makeLink(
  tx: TenantTx,
  mail: { id: Id; userId: Id; purpose: LinkPurpose },
): Promise<{ token: IssuedToken; expiresAt: Date }> {
  await tx.db
    .deleteFrom('one_time_token')
    .where('tenant_id', '=', tx.tenantId)
    .where('user_id', '=', mail.userId)
    .where('purpose', '=', mail.purpose)
    .where('mail_id', '<>', mail.id)
    .where('used_at', 'is', null)
    .execute()
  const token = issueToken(tx.tenantId)
  const expiresAt = new Date(Date.now() + linkHours[mail.purpose] * 3600_000)
  await tx.db
    .insertInto('one_time_token')
    .values({
      tenant_id: tx.tenantId,
      id: token.id,
      user_id: mail.userId,
      mail_id: mail.id,
      purpose: mail.purpose,
      secret_hash: token.hash,
      expires_at: expiresAt,
    })
    .execute()
  return { token, expiresAt }
}

/** The tenant that a link claims to be of; null when the text is no link of ours. */
export function tenantOfLink(text: string): Id | null {
  return readToken(text)?.tenantId ?? null
}

/** The link, why it no longer works, or null when it never was one. */
export async function lookAtLink(tx: TenantTx, text: string): Promise<Link | DeadLink | null> {
  const token = readToken(text)
  if (token?.tenantId !== tx.tenantId) return null
  const row = await tx.db
    .selectFrom('one_time_token as l')
    .innerJoin('app_user as u', (join) => join.onRef('u.tenant_id', '=', 'l.tenant_id').onRef('u.id', '=', 'l.user_id'))
    .select(['l.id', 'l.user_id', 'l.mail_id', 'l.purpose', 'l.secret_hash', 'l.expires_at', 'l.used_at', 'u.state'])
    .where('l.tenant_id', '=', tx.tenantId)
    .where('l.id', '=', token.id)
    .executeTakeFirst()
  if (!row || !isSecretOf(token, row.secret_hash) || row.state === 'deleted') return null
  if (row.used_at) return 'used'
  if (row.expires_at.getTime() <= Date.now()) return 'expired'
  if (row.state !== 'active') return 'suspended'
  return { tenantId: tx.tenantId, id: row.id, userId: row.user_id, mailId: row.mail_id, purpose: row.purpose }
}

/** Uses a link up. True for exactly one of any number of simultaneous calls: the database decides. */
export async function useUpLink(tx: TenantTx, link: Link): Promise<boolean> {
  const used = await tx.db
    .updateTable('one_time_token')
    .set({ used_at: sql<Date>`now()` })
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', link.id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('id')
    .executeTakeFirst()
  return used !== undefined
}

/** Ends the links of a person that were not used; the used one stays for a while to say so. */
export async function endLinksOf(tx: TenantTx, userId: Id): Promise<void> {
  await tx.db
    .deleteFrom('one_time_token')
    .where('tenant_id', '=', tx.tenantId)
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .execute()
}
