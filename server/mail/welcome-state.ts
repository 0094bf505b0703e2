import type { WelcomeState } from '../../contract/api/users.ts'

/** What a mail's row says of its fate. */
export interface MailFate {
  readonly state: 'queued' | 'sent' | 'failed' | 'opened' | 'accepted' | 'replaced'
  /** When its link ends; null until the mail is sent. */
  readonly expiresAt: Date | null
}

/** How a mail stands now, as people are shown it; `none` where there is no mail. */
export function welcomeStateOf(mail: MailFate | null | undefined, now: Date = new Date()): WelcomeState {
  if (!mail) return 'none'
  // The link of a mail that a newer one replaced works no more.
  if (mail.state === 'replaced') return 'expired'
  const isWaiting = mail.state === 'sent' || mail.state === 'opened'
  if (isWaiting && mail.expiresAt !== null && mail.expiresAt <= now) return 'expired'
  return mail.state
}
