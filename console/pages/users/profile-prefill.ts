import type { ProfileView } from '../../../contract/api/profiles.ts'
import type { SiteView } from '../../../contract/api/sites.ts'
import { defaultServices, type ServicesSpec, servicesWith, type UserServices } from '../../../contract/services-spec.ts'
import type { PhoneApp, UserSpec } from '../../../contract/user-spec.ts'

/** What a profile puts into the form of a new person; what it does not give is absent. */
export interface ProfilePart {
  license?: string
  extension?: string
  numbers?: readonly string[]
  devices?: readonly PhoneApp[]
  language?: string
  timeZone?: string
  services?: UserServices
}

/** The profile that somebody new at this site gets by itself: the site’s, else the company’s default. */
export function profileFor(
  site: Pick<SiteView, 'profile'> | undefined,
  profiles: readonly ProfileView[],
): ProfileView | undefined {
  return profiles.find(({ id }) => id === site?.profile) ?? profiles.find(({ isDefault }) => isDefault)
}

/** The fields of a form that a profile fills. */
export function profilePart(profile: ProfileView | undefined): ProfilePart {
  const { license, extension, numbers, devices, language, timeZone, services } = profile?.defaults ?? {}
  return {
    ...(license !== undefined && { license: license?.id ?? '' }),
    ...(extension !== undefined && { extension: extension ?? '' }),
    ...(numbers && { numbers }),
    ...(devices && { devices }),
    ...(language !== undefined && { language: language ?? '' }),
    ...(timeZone !== undefined && { timeZone: timeZone ?? '' }),
    ...(services && { services: servicesWith(defaultServices, services) }),
  }
}

/** The spec without what the profile gives anyway, so that this is remembered as the profile’s and follows it. */
export function withoutGiven(spec: UserSpec, profile: ProfileView | undefined): UserSpec {
  if (!profile) return spec
  const { license, services, ...others } = profile.defaults
  const given: UserSpec = license === undefined ? others : { ...others, license: license?.id ?? null }
  const kept = Object.entries(spec).filter(([field, value]) => !isSame(value, Reflect.get(given, field)))
  const { services: named, ...rest }: UserSpec = Object.fromEntries(kept)
  return named && services
    ? { ...rest, services: servicesWithout(named, services) }
    : { ...rest, ...(named && { services: named }) }
}

function servicesWithout(named: ServicesSpec, given: ServicesSpec): ServicesSpec {
  const sections = Object.entries(named).map(([section, settings]) => {
    const usual = Reflect.get(given, section) ?? {}
    return [
      section,
      Object.fromEntries(
        Object.entries(settings ?? {}).filter(([key, value]) => !isSame(value, Reflect.get(usual, key))),
      ),
    ]
  })
  return Object.fromEntries(sections)
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
