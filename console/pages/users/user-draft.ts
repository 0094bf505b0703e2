import type { UserView } from '../../../contract/api/users.ts'
import { defaultServices, type ServicesSpec, servicesWith, type UserServices } from '../../../contract/services-spec.ts'
import type { PostalAddress } from '../../../contract/texts.ts'
import {
  type PersonalNumber,
  type PhoneApp,
  type UserSpec,
  UserSpec as UserSpecSchema,
} from '../../../contract/user-spec.ts'
import { isSameValue } from '../../form/same-value.ts'

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
  /** Id of the set of defaults; empty on creation: the usual one. */
  readonly profile: string
  readonly license: string
  readonly extension: string
  readonly numbers: readonly string[]
  readonly devices: readonly PhoneApp[]
  readonly services: UserServices
  readonly sendWelcome: boolean
}

export type DraftField = keyof UserDraft

/** The fields below "Show more". */
export const moreFields: readonly DraftField[] = [
  'jobTitle',
  'department',
  'timeZone',
  'address',
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
    profile: '',
    license: '',
    extension: '',
    numbers: [],
    devices: ['web', 'desktop', 'mobile'],
    services: defaultServices,
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
    profile: user.profile?.id ?? '',
    license: user.license?.id ?? '',
    extension: user.extension ?? '',
    numbers: user.numbers.map(({ e164 }) => e164),
    devices: user.devices,
    services: user.services,
  }
}

/** The whole draft as a spec, services apart: text that is empty becomes null where null has a meaning, and is left out elsewhere. */
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
    ...(draft.profile ? { profile: draft.profile } : {}),
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

/** What creates this person: without services, only the profile. Settings that nobody touched are left to what is usual. */
export function creatingSpec(draft: UserDraft, withServices: boolean, usual = defaultServices): UserSpec {
  const services = changedServices(usual, draft.services)
  const spec: UserSpec = { ...wholeSpec(draft), ...(services ? { services } : {}) }
  if (withServices) return spec
  const {
    license: _license,
    extension: _extension,
    numbers: _numbers,
    devices: _devices,
    services: _services,
    sendWelcome: _send,
    ...profile
  } = spec
  return profile
}

/** What changes this user: the fields that differ, and those emptied that must not be, so that the plan says so. */
export function changingSpec(original: UserDraft, draft: UserDraft): UserSpec {
  const before = wholeSpec(original)
  const after = { firstName: '', lastName: '', email: '', ...wholeSpec(draft) }
  const changed = Object.entries(after).filter(([field, value]) => !isSameValue(value, Reflect.get(before, field)))
  const spec: UserSpec = Object.fromEntries(changed)
  const services = changedServices(original.services, draft.services)
  if (services) spec.services = services
  if (draft.username === '') spec.username = 'auto'
  if (draft.profile === '' && original.profile !== '') spec.profile = null
  if (spec.extension === undefined) delete spec.sendWelcome
  else spec.sendWelcome = draft.sendWelcome
  return spec
}

/** The settings that differ, each by itself; nothing where none does. */
export function changedServices(before: UserServices, after: UserServices): ServicesSpec | undefined {
  const sections = Object.entries(after).flatMap(([section, settings]) => {
    const old: object = Reflect.get(before, section)
    const changed = Object.entries(settings).filter(([name, value]) => !isSameValue(value, Reflect.get(old, name)))
    return changed.length > 0 ? [[section, Object.fromEntries(changed)] as const] : []
  })
  return sections.length > 0 ? Object.fromEntries(sections) : undefined
}

/** The part of a spec that can be asked about while somebody is still typing: what the contract already refuses is left out. */
export function askableSpec(spec: UserSpec): UserSpec {
  const issues = UserSpecSchema.safeParse(spec).error?.issues ?? []
  const refused = new Set(issues.map(({ path: [field, section, setting] }) => pathOf(field, section, setting)))
  const { services, ...rest } = spec
  const kept: UserSpec = Object.fromEntries(Object.entries(rest).filter(([field]) => !refused.has(field)))
  const sections = Object.entries(services ?? {}).flatMap(([section, settings]) => {
    const fine = Object.entries(settings).filter(([setting]) => !refused.has(`services.${section}.${setting}`))
    return fine.length > 0 ? [[section, Object.fromEntries(fine)] as const] : []
  })
  return sections.length > 0 ? { ...kept, services: Object.fromEntries(sections) } : kept
}

function pathOf(...[field, section, setting]: readonly (PropertyKey | undefined)[]): string {
  return field === 'services' ? `services.${String(section)}.${String(setting)}` : String(field)
}

/** Puts a ready-made repair into the draft. What the form does not know stays as it was. */
export function applyFix(draft: UserDraft, set: Record<string, unknown>): UserDraft {
  const { data } = UserSpecSchema.safeParse(set)
  if (!data) return draft
  const { services, ...rest } = data
  const texts = Object.entries(rest).filter(([field]) => field in draft)
  return {
    ...draft,
    ...Object.fromEntries(texts.map(([field, value]) => [field, controlValue(field, value)])),
    services: servicesWith(draft.services, services),
  }
}

function controlValue(field: string, value: unknown): unknown {
  if (field === 'username' && value === 'auto') return ''
  const mayBeNull = field === 'address' || field === 'emergencyAddress'
  return value === null && !mayBeNull ? '' : value
}
