import { z } from 'zod'

/** Feature rights that a licence type grants. `calls`: make and receive calls; `directNumber`: hold phone numbers. */
export const Entitlement = z.enum(['calls', 'directNumber', 'voicemail', 'recording', 'international'])
export type Entitlement = z.infer<typeof Entitlement>

/** What a new company is offered: the usual licence types and what each grants. */
export const defaultLicenseTypes: readonly { name: string; entitlements: Entitlement[]; owned: number }[] = [
  { name: 'Standard', entitlements: ['calls', 'directNumber', 'voicemail', 'international'], owned: 25 },
  { name: 'Lobby', entitlements: ['calls'], owned: 5 },
]
