import type { UserRow } from '../../../contract/api/users.ts'
import type { Tone } from '../../ui/state-mark.tsx'

/** How a person stands, in words and tone. */
export const standings: Record<UserRow['standing'], { tone: Tone; text: string }> = {
  ready: { tone: 'ready', text: 'Ready' },
  notSignedIn: { tone: 'attention', text: 'Has not signed in' },
  incomplete: { tone: 'failed', text: 'Needs attention' },
  contactOnly: { tone: 'off', text: 'Contact only' },
  suspended: { tone: 'off', text: 'Suspended' },
}
