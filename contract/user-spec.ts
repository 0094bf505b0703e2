import { z } from 'zod'
import { E164 } from './e164.ts'
import { ExtensionNumber } from './extension-number.ts'
import { Role } from './roles.ts'
import { Email, filledLine, LanguageTag, line, PersonName, PostalAddress, TimeZone, Username } from './texts.ts'

/** A phone app that a person may use. `desk`: SIP phones and softphones, each with a credential of its own. */
export const PhoneApp = z.enum(['web', 'desktop', 'mobile', 'desk'])
export type PhoneApp = z.infer<typeof PhoneApp>

/** A number where the person can be reached privately; shown in the directory, never rung by us. */
export const PersonalNumber = z.strictObject({ kind: z.enum(['work', 'mobile']), number: filledLine(40, 'The number') })
export type PersonalNumber = z.infer<typeof PersonalNumber>

/** `active` works; `suspended` keeps everything but may only call for help; `deleted` lies in the recycle bin for 30 days. */
export const UserState = z.enum(['active', 'suspended', 'deleted'])
export type UserState = z.infer<typeof UserState>

const auto = z.literal('auto')

/**
 * The desired state of one user. An absent field means "leave as it is" (on creation: "default"), `null` means "clear" or
 * "inherit from the site", `"auto"` means "choose for me". A list replaces the whole list.
 * `site` and `license` take an id or a name.
 */
export const UserSpec = z.strictObject({
  firstName: PersonName.optional(),
  lastName: PersonName.optional(),
  email: Email.optional(),
  /** Absent on creation: made from the name. */
  username: Username.or(auto).optional(),
  externalId: filledLine(255).nullable().optional(),
  site: filledLine(128, 'The site').optional(),
  language: LanguageTag.nullable().optional(),
  timeZone: TimeZone.nullable().optional(),
  jobTitle: line(254, 'The job title').nullable().optional(),
  department: line(100, 'The department').nullable().optional(),
  address: PostalAddress.nullable().optional(),
  personalNumbers: z.array(PersonalNumber).max(10).optional(),
  license: filledLine(128, 'The licence').nullable().optional(),
  extension: ExtensionNumber.or(auto).nullable().optional(),
  /** The first is the primary one. */
  numbers: z.array(E164.or(auto)).max(20, 'At most 20 numbers.').optional(),
  devices: z.array(PhoneApp).max(4).optional(),
  emergencyAddress: PostalAddress.nullable().optional(),
  state: UserState.optional(),
  role: Role.optional(),
  /** Whether a new person with an extension gets the welcome mail now. Default true; kept nowhere. */
  sendWelcome: z.boolean().optional(),
})
export type UserSpec = z.infer<typeof UserSpec>

/** One user as it stands (or would stand): what plans compare and history keeps. No secret has room here. */
export interface UserRecord {
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly username: string
  readonly externalId: string | null
  /** Id of the site. */
  readonly site: string
  readonly language: string | null
  readonly timeZone: string | null
  readonly jobTitle: string | null
  readonly department: string | null
  readonly address: PostalAddress | null
  readonly personalNumbers: readonly PersonalNumber[]
  /** Id of the licence type whose seat this user holds. */
  readonly license: string | null
  readonly extension: string | null
  readonly numbers: readonly string[]
  readonly devices: readonly PhoneApp[]
  readonly emergencyAddress: PostalAddress | null
  readonly state: UserState
  readonly role: Role
}
