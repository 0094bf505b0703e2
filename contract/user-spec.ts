import { z } from 'zod'
import { E164 } from './e164.ts'
import { ExtensionNumber } from './extension-number.ts'
import { Role } from './roles.ts'
import { ServicesSpec, type UserServices } from './services-spec.ts'
import { Email, filledLine, LanguageTag, line, PersonName, PostalAddress, TimeZone, Username } from './texts.ts'

/** A phone app that a person may use. `desk`: SIP phones and softphones, each with a credential of its own. */
export const PhoneApp = z.enum(['web', 'desktop', 'mobile', 'desk'])
export type PhoneApp = z.infer<typeof PhoneApp>

/** Whether the person may use our own phone, which is one page in a browser, on a desktop and on a mobile. */
export function mayUseWebPhone({ devices }: { readonly devices: readonly PhoneApp[] }): boolean {
  return devices.some((app) => app !== 'desk')
}

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
 * `site`, `profile` and `license` take an id or a name. On creation what is absent comes from the profile first.
 */
export const UserSpec = z.strictObject({
  firstName: PersonName.optional().describe('In any script. Required on creation'),
  lastName: PersonName.optional().describe('In any script. Required on creation'),
  email: Email.optional().describe('The welcome mail goes there. Required on creation'),
  username: Username.or(auto)
    .optional()
    .describe('Unique in the company without regard to case. Absent or auto: made from the name'),
  externalId: filledLine(255)
    .nullable()
    .optional()
    .describe('The id that another system knows the person by; unique in the company'),
  site: filledLine(128, 'The site').optional().describe('Id or name. Required on creation'),
  language: LanguageTag.nullable().optional().describe('BCP 47. null: the site’s'),
  timeZone: TimeZone.nullable().optional().describe('IANA name. null: the site’s'),
  jobTitle: line(254, 'The job title').nullable().optional(),
  department: line(100, 'The department').nullable().optional(),
  address: PostalAddress.nullable().optional().describe('Where the phone is mainly used'),
  personalNumbers: z.array(PersonalNumber).max(10).optional(),
  profile: filledLine(128, 'The profile')
    .nullable()
    .optional()
    .describe(
      'Id or name of the set of defaults. null: none. Absent on creation: the site’s, else the company’s default',
    ),
  license: filledLine(128, 'The licence')
    .nullable()
    .optional()
    .describe('Id or name of the licence type whose seat the person takes. null: none'),
  extension: ExtensionNumber.or(auto)
    .nullable()
    .optional()
    .describe('auto: the next free one of the site’s range. null: none'),
  numbers: z
    .array(E164.or(auto))
    .max(20, 'At most 20 numbers.')
    .optional()
    .describe('Direct numbers of the company’s inventory, the primary first; auto: a free one of the site’s country'),
  devices: z
    .array(PhoneApp)
    .max(4)
    .optional()
    .describe('Phones the person may use. On creation desk also makes a SIP credential, answered once'),
  emergencyAddress: PostalAddress.nullable().optional().describe('Where help is sent. null: the site’s'),
  services: ServicesSpec.optional().describe(
    'Call handling, caller ID, forwarding, calling rights, directory; each setting by itself',
  ),
  state: UserState.optional().describe('deleted moves to the recycle bin, from where active restores'),
  role: Role.optional(),
  sendWelcome: z
    .boolean()
    .optional()
    .describe('Whether a person who gets their first extension also gets the welcome mail now. Default true'),
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
  /** Id of the profile. */
  readonly profile: string | null
  /** Id of the licence type whose seat this user holds. */
  readonly license: string | null
  readonly extension: string | null
  readonly numbers: readonly string[]
  readonly devices: readonly PhoneApp[]
  readonly emergencyAddress: PostalAddress | null
  readonly services: UserServices
  readonly state: UserState
  readonly role: Role
}
