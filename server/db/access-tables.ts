import type { CreatedTime, MaybeTime, Time } from './column-types.ts'

/** A browser that is signed in. */
export interface SessionTable {
  tenant_id: string
  id: string
  user_id: string
  secret_hash: Buffer
  user_agent: string
  address: string
  created_at: CreatedTime
  last_seen_at: CreatedTime
  expires_at: Time
}

/** A program that may act. */
export interface ApiTokenTable {
  tenant_id: string
  id: string
  name: string
  secret_hash: Buffer
  created_at: CreatedTime
  last_used_at: MaybeTime
  revoked_at: MaybeTime
}

/** A mail, and what became of it. */
export interface MailTable {
  tenant_id: string
  id: string
  user_id: string
  kind: 'welcome' | 'passwordReset' | 'emergencyCall'
  state: 'queued' | 'sent' | 'failed' | 'opened' | 'accepted' | 'replaced'
  to_address: string
  reason: string | null
  expires_at: MaybeTime
  created_at: CreatedTime
  sent_at: MaybeTime
  inbox_subject: string | null
  inbox_text: string | null
  inbox_html: string | null
}

/** A link in a mail that works once. */
export interface OneTimeTokenTable {
  tenant_id: string
  id: string
  user_id: string
  mail_id: string
  purpose: 'welcome' | 'passwordReset'
  secret_hash: Buffer
  expires_at: Time
  used_at: MaybeTime
  created_at: CreatedTime
}

/** Who got in, tried to, or saw a secret. */
export interface AccessEventTable {
  tenant_id: string
  id: string
  kind: string
  actor_kind: string
  actor_id: string | null
  actor_name: string
  about: string | null
  address: string
  created_at: CreatedTime
}
