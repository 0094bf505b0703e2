import { z } from 'zod'
import { filledLine } from './texts.ts'

/** A short number inside a tenant: 3 to 8 digits, the first not 0. */
export const ExtensionNumber = z
  .string()
  .regex(/^[1-9]\d{2,7}$/, 'Must be 3 to 8 digits, and must not begin with 0.')
  .meta({ description: 'Extension: 3 to 8 digits, the first not 0' })
export type ExtensionNumber = z.infer<typeof ExtensionNumber>

/** The inclusive range that a site's suggestions come from. Both ends have the same number of digits. */
export const ExtensionRange = z
  .strictObject({ from: ExtensionNumber, to: ExtensionNumber })
  .refine((range) => range.from.length === range.to.length && range.from <= range.to, {
    error: 'The first extension must not be after the last, and both need the same number of digits.',
    path: ['to'],
  })
export type ExtensionRange = z.infer<typeof ExtensionRange>

/** Extensions that a company keeps for itself, and why: the front desk, phones in lifts, a range for next year. */
export const ReservedExtensions = z
  .strictObject({ from: ExtensionNumber, to: ExtensionNumber, reason: filledLine(80, 'The reason') })
  .refine((range) => range.from.length === range.to.length && range.from <= range.to, {
    error: 'The first extension must not be after the last, and both need the same number of digits.',
    path: ['to'],
  })
export type ReservedExtensions = z.infer<typeof ReservedExtensions>

/** Numbers that the system answers itself, now or soon, and with what. */
export const systemExtensions: Readonly<Record<ExtensionNumber, string>> = {
  '444': 'the attendant',
  '500': 'the voicemail of others',
  '555': 'one’s own voicemail',
}

export const reservedExtensions: readonly ExtensionNumber[] = Object.keys(systemExtensions)

/** Whether people could dial this extension when they mean the emergency number, or the other way round: one begins with the other. */
export function isNearEmergencyNumber(extension: string, emergencyNumber: string): boolean {
  return extension.startsWith(emergencyNumber) || emergencyNumber.startsWith(extension)
}
