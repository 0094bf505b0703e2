import type { Entitlement } from '../../../contract/entitlements.ts'

/** What each entitlement lets a person do. */
export const entitlementTexts: Record<Entitlement, string> = {
  calls: 'make and receive calls',
  directNumber: 'have phone numbers',
  voicemail: 'use voicemail',
  recording: 'record calls',
  international: 'call abroad',
}

const list = new Intl.ListFormat('en', { type: 'conjunction' })

/** What a licence type grants, in a sentence. */
export function grantsSentence(entitlements: readonly Entitlement[]): string {
  if (entitlements.length === 0) return 'Grants nothing yet.'
  return `People can ${list.format(entitlements.map((entitlement) => entitlementTexts[entitlement]))}.`
}
