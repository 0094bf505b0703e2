import type { UserRow } from '../../../contract/api/users.ts'
import { type StandingFilter, UserStanding } from '../../../contract/user-standing.ts'
import type { Tone } from '../../ui/state-mark.tsx'

/** How a person stands, in words and tone. */
export const standings: Record<UserRow['standing'], { tone: Tone; text: string }> = {
  ready: { tone: 'ready', text: 'Ready' },
  notSignedIn: { tone: 'attention', text: 'Has not signed in' },
  incomplete: { tone: 'failed', text: 'Cannot call yet' },
  contactOnly: { tone: 'off', text: 'Contact only' },
  suspended: { tone: 'off', text: 'Suspended' },
}

/** What the list can be narrowed to. */
export const standingChoices: readonly { value: StandingFilter; label: string }[] = [
  { value: 'needsAttention', label: 'Needs attention' },
  ...UserStanding.options.map((value) => ({ value, label: standings[value].text })),
]
