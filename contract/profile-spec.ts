import { z } from 'zod'
import { ServicesSpec } from './services-spec.ts'
import { CountryCode, filledLine, LanguageTag, TimeZone } from './texts.ts'
import { PhoneApp } from './user-spec.ts'

/** What a profile gives to a new person: a partial `UserSpec`. Absent: not the profile’s business; `auto`: chosen when the person is created. */
export const ProfileDefaults = z.strictObject({
  license: filledLine(128, 'The licence')
    .nullable()
    .optional()
    .describe('Id or name of the licence type that people get. null: none'),
  extension: z.literal('auto').nullable().optional().describe('auto: the next free one. null: none'),
  numbers: z.array(z.literal('auto')).max(1).optional().describe('[auto]: one free number. []: none'),
  devices: z.array(PhoneApp).max(4).optional(),
  language: LanguageTag.nullable().optional().describe('BCP 47. null: the site’s'),
  timeZone: TimeZone.nullable().optional().describe('IANA name. null: the site’s'),
  services: ServicesSpec.optional(),
})
export type ProfileDefaults = z.infer<typeof ProfileDefaults>

/** Where the numbers of a profile’s people are chosen from: those of one country, or those of it that begin with some digits. */
export const NumberPool = z.strictObject({
  country: CountryCode,
  prefix: z
    .string()
    .regex(/^\+[1-9]\d{0,13}$/, 'Must be the beginning of a number with +, like +1415.')
    .nullable()
    .default(null)
    .describe('How the numbers begin, in E.164. null: all of the country'),
})
export type NumberPool = z.infer<typeof NumberPool>

/** Fields that a profile may lock: people who have it always have its value, or the product’s where it names none. */
export const ProfileLock = z.enum([
  'license',
  'extension',
  'numbers',
  'devices',
  'language',
  'timeZone',
  'services.calls',
  'services.callerId',
  'services.forwarding',
  'services.calling',
  'services.directory',
])
export type ProfileLock = z.infer<typeof ProfileLock>
