import type { UserView } from '../../../contract/api/users.ts'
import type { PostalAddress } from '../../../contract/texts.ts'
import {
  type PersonalNumber,
  type PhoneApp,
  type UserSpec,
  UserSpec as UserSpecSchema,
} from '../../../contract/user-spec.ts'

/** What the user form holds: every field as its control knows it. Empty text is "none", "as the site" or "choose for me". */
export interface UserDraft {
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly username: string
  readonly site: string
  readonly language: string
  readonly timeZone: string
  readonly jobTitle: string
  readonly department: string
  /** Null: none, respectively the site's. */
  readonly address: PostalAddress | null
  readonly emergencyAddress: PostalAddress | null
  readonly personalNumbers: readonly PersonalNumber[]
  readonly role: 'user' | 'admin'
  readonly license: string
  readonly extension: string
  readonly numbers: readonly string[]
  readonly devices: readonly PhoneApp[]
  readonly sendWelcome: boolean
}

export type DraftField = keyof UserDraft

/** The fields below "Show more". */
export const moreFields: readonly DraftField[] = [
  'jobTitle',
  'department',
  'timeZone',
  'address',
  'emergencyAddress',
  'personalNumbers',
  'role',
]

/** A person of whom nothing is known but the place. */
export function newUserDraft(site: string): UserDraft {
  return {
    firstName: '',
    lastName: '',
    email: '',
    username: '',
    site,
    language: '',
    timeZone: '',
    jobTitle: '',
    department: '',
    address: null,
    emergencyAddress: null,
    personalNumbers: [],
    role: 'user',
    license: '',
    extension: '',
    numbers: [],
    devices: ['web', 'desktop', 'mobile'],
    sendWelcome: true,
  }
}

/** A user as the form shows them. */
export function draftOfUser(user: UserView): UserDraft {
  return {
    ...newUserDraft(user.site.id),
    firstName: user.firstName,
    lastName: user.lastName,
    email: user.email,
    username: user.username,
    language: user.language ?? '',
    timeZone: user.timeZone ?? '',
    jobTitle: user.jobTitle ?? '',
    department: user.department ?? '',
    address: user.address,
    emergencyAddress: user.emergencyAddress,
    personalNumbers: user.personalNumbers,
    role: user.role,
    license: user.license?.id ?? '',
    extension: user.extension ?? '',
    numbers: user.numbers.map(({ e164 }) => e164),
    devices: user.devices,
  }
}

/** The whole draft as a spec: text that is empty becomes null where null has a meaning, and is left out elsewhere. */
export function wholeSpec(draft: UserDraft): UserSpec {
  return {
    ...filled({
      firstName: draft.firstName,
      lastName: draft.lastName,
      email: draft.email,
      username: draft.username,
      site: draft.site,
    }),
    language: draft.language || null,
    timeZone: draft.timeZone || null,
    jobTitle: draft.jobTitle || null,
    department: draft.department || null,
    address: draft.address,
    emergencyAddress: draft.emergencyAddress,
    personalNumbers: draft.personalNumbers.filter(({ number }) => number.trim() !== ''),
    role: draft.role,
    license: draft.license || null,
    extension: draft.extension || null,
    numbers: [...draft.numbers],
    devices: [...draft.devices],
    sendWelcome: draft.sendWelcome,
  }
}

function filled(texts: Record<string, string>): Partial<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''))
}

/** What creates this person: without services, only the profile. */
export function creatingSpec(draft: UserDraft, withServices: boolean): UserSpec {
  const spec = wholeSpec(draft)
  if (withServices) return spec
  const {
    license: _license,
    extension: _extension,
    numbers: _numbers,
    devices: _devices,
    sendWelcome: _send,
    ...profile
  } = spec
  return profile
}

/** What changes this user: the fields that differ, and those emptied that must not be, so that the plan says so. */
export function changingSpec(original: UserDraft, draft: UserDraft): UserSpec {
  const before = wholeSpec(original)
  const after = { firstName: '', lastName: '', email: '', ...wholeSpec(draft) }
  const changed = Object.entries(after).filter(([field, value]) => !isSame(value, Reflect.get(before, field)))
  const spec: UserSpec = Object.fromEntries(changed)
  if (draft.username === '') spec.username = 'auto'
  if (spec.extension === undefined) delete spec.sendWelcome
  else spec.sendWelcome = draft.sendWelcome
  return spec
}

/** What was typed, on top of what somebody else saved meanwhile. */
export function onTopOf(current: UserDraft, original: UserDraft, typed: UserDraft): UserDraft {
  const mine = Object.entries(typed).filter(([field, value]) => !isSame(value, Reflect.get(original, field)))
  return { ...current, ...Object.fromEntries(mine) }
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** The part of a spec that can be asked about while somebody is still typing: what the contract already refuses is left out. */
export function askableSpec(spec: UserSpec): UserSpec {
  const refused = new Set(UserSpecSchema.safeParse(spec).error?.issues.map(({ path }) => path[0]))
  return Object.fromEntries(Object.entries(spec).filter(([field]) => !refused.has(field)))
}

/** Puts a ready-made repair into the draft. What the form does not know stays as it was. */
export function applyFix(draft: UserDraft, set: Record<string, unknown>): UserDraft {
  const { data } = UserSpecSchema.safeParse(set)
  if (!data) return draft
  const texts = Object.entries(data).filter(([field]) => field in draft)
  return { ...draft, ...Object.fromEntries(texts.map(([field, value]) => [field, controlValue(field, value)])) }
}

function controlValue(field: string, value: unknown): unknown {
  if (field === 'username' && value === 'auto') return ''
  const mayBeNull = field === 'address' || field === 'emergencyAddress'
  return value === null && !mayBeNull ? '' : value
}
