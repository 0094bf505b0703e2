import type { Entitlement } from '../../../contract/entitlements.ts'
import { listed } from '../../../contract/plain-words.ts'

/** What each entitlement lets a person do. */
export const entitlementTexts: Record<Entitlement, string> = {
  calls: 'make and receive calls',
  directNumber: 'have phone numbers',
  voicemail: 'use voicemail',
  recording: 'record calls',
  international: 'call abroad',
}

/** What a licence type grants, in a sentence. */
export function grantsSentence(entitlements: readonly Entitlement[]): string {
  if (entitlements.length === 0) return 'Grants nothing yet.'
  return `People can ${listed(entitlements.map((entitlement) => entitlementTexts[entitlement]))}.`
}
