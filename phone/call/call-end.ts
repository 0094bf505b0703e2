/**
 * Why a call ended, for people. `hungUp`: as calls end. `missed`: nobody picked up here. `elsewhere`: another phone of mine took it.
 * `problem`: it did not work, and `advice` may say what to do.
 */
export interface CallEnd {
  readonly kind: 'hungUp' | 'missed' | 'declined' | 'elsewhere' | 'problem'
  readonly sentence: string
  readonly advice: string | null
}

/** What the network said of a call's end. `status` is null when no SIP answer came. */
export interface SipEnd {
  readonly status: number | null
  /** The text of a `Reason` header (RFC 3326), when the house explained itself. */
  readonly text: string | null
}

/** What an answer to my own call means: the house's own words first, else ours by status. */
export function endOfRefusedCall({ status, text }: SipEnd): CallEnd {
  const known = status === null ? undefined : refusals[status]
  const kind = status === 603 ? 'declined' : 'problem'
  // Only this end knows that it is a web phone: "no audio format in common" would help nobody.
  const told = status === 488 || status === 606 ? null : text
  const sentence = told ?? known?.sentence ?? unknownRefusal(status)
  return { kind, sentence: withFullStop(sentence), advice: told === null ? (known?.advice ?? null) : null }
}

/** What it means that an incoming call stopped ringing before I answered. */
export function endOfCancelledCall({ status }: SipEnd): CallEnd {
  // RFC 3326 §2: a proxy cancels the other branches of an answered call with cause 200.
  if (status === 200) return elsewhere
  if (status === 603) return { kind: 'declined', sentence: 'Declined on another phone.', advice: null }
  return { kind: 'missed', sentence: 'Missed call.', advice: null }
}

/** What a hang-up from the other side means: people hang up, the house explains itself, and sound gets lost. */
export function endOfByeFromThem({ status, text }: SipEnd): CallEnd {
  if (status === 200) return elsewhere
  if (status === 408 || status === 500) return lostSound
  return text === null ? hungUpByThem : { kind: 'problem', sentence: withFullStop(text), advice: null }
}

const elsewhere: CallEnd = { kind: 'elsewhere', sentence: 'Answered on another phone.', advice: null }
export const hungUpByMe: CallEnd = { kind: 'hungUp', sentence: 'Call ended.', advice: null }
export const hungUpByThem: CallEnd = { kind: 'hungUp', sentence: 'They hung up.', advice: null }
export const declinedByMe: CallEnd = { kind: 'declined', sentence: 'Declined.', advice: null }
export const lostSound: CallEnd = {
  kind: 'problem',
  sentence: 'The sound connection was lost.',
  advice: 'Check your network, then call again.',
}
export const lostServer: CallEnd = {
  kind: 'problem',
  sentence: 'The connection to the phone system was lost.',
  advice: 'It comes back by itself. Then call again.',
}
export const notForWebPhones: CallEnd = {
  kind: 'problem',
  sentence: 'This call comes from a phone that cannot talk to web phones yet.',
  advice: 'Answer it on a SIP phone.',
}

interface Refusal {
  readonly sentence: string
  readonly advice: string | null
}

const silence: Refusal = { sentence: 'Nobody answered.', advice: null }
const refusals: Record<number, Refusal | undefined> = {
  400: { sentence: 'This call could not be placed.', advice: 'Check the number.' },
  403: { sentence: 'You are not allowed to make this call.', advice: 'Ask your administrator about calling rights.' },
  404: { sentence: 'This number is not in use.', advice: 'Check the number.' },
  408: silence,
  410: { sentence: 'This number is no longer in use.', advice: null },
  480: { sentence: 'They cannot be reached now: none of their phones is on.', advice: null },
  484: { sentence: 'This number is not complete.', advice: 'Check the number.' },
  486: { sentence: 'They are busy.', advice: null },
  487: silence,
  488: { sentence: 'That phone cannot take web calls yet.', advice: null },
  500: { sentence: 'The phone system could not place this call.', advice: 'Try again in a moment.' },
  503: { sentence: 'The phone system cannot place calls right now.', advice: 'Try again in a moment.' },
  600: { sentence: 'They are busy.', advice: null },
  603: { sentence: 'They declined the call.', advice: null },
  604: { sentence: 'This number is not in use.', advice: 'Check the number.' },
  606: { sentence: 'That phone cannot take web calls yet.', advice: null },
}

function withFullStop(text: string): string {
  return /[.!?。؟]$/.test(text) ? text : `${text}.`
}

function unknownRefusal(status: number | null): string {
  return status === null ? 'The call did not go through.' : `The call did not go through (${status}).`
}
