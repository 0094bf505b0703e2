import type { CallParty } from './call-situation.ts'
import type { PublicNumber } from './public-number.ts'

/** Why somebody may not call a number outside: a short phrase, and a clause that fits caller and forwarder. */
export interface Forbidden {
  readonly phrase: string
  readonly reason: string
}

/** Whether the external calling permission of this person allows the number; null when it does. */
export function forbiddenOutside(person: CallParty, number: PublicNumber): Forbidden | null {
  const { plan, premium } = person.services.calling
  if (plan === 'emergencyOnly') {
    return forbidden('Emergency Calls Only', 'only emergency numbers may be called outside the company')
  }
  if (number.kind === 'premium' && !premium) {
    return forbidden('Premium-Rate Not Allowed', `${number.e164} is a premium-rate number, and these are not allowed`)
  }
  if (number.kind === 'satellite' && !premium) {
    return forbidden('Satellite Not Allowed', `${number.e164} is a satellite number, and these are not allowed`)
  }
  return isDomestic(person, number) ? null : forbiddenAbroad(person, number)
}

function forbiddenAbroad(person: CallParty, { e164, country }: PublicNumber): Forbidden | null {
  const { plan, allowedCountries } = person.services.calling
  const isListed = country !== null && allowedCountries.includes(country)
  const where = country === null ? `${e164} belongs to no single country` : `${e164} is in ${nameOf(country)}`
  if (plan === 'domestic' && !isListed) {
    const allowed = [person.country, ...allowedCountries].map(nameOf).join(', ')
    return forbidden('International Not Allowed', `${where}, and only calls within ${allowed} are allowed`)
  }
  if (plan === 'international' && allowedCountries.length > 0 && !isListed) {
    return forbidden('Country Not Allowed', `${where}, and calls to that country are not allowed`)
  }
  if (!person.mayCallAbroad) {
    return forbidden('International Not Licensed', `${where}, and the licence does not include international calls`)
  }
  return null
}

/** Free numbers of a plan that several countries share (+1) belong to each of them. */
function isDomestic(person: CallParty, { country, kind, e164 }: PublicNumber): boolean {
  if (country === person.country) return true
  return kind === 'tollFree' && e164.startsWith('+1') && sharedByNorthAmerica.has(person.country)
}

const sharedByNorthAmerica = new Set(['US', 'CA'])

const names = new Intl.DisplayNames('en', { type: 'region' })

function nameOf(country: string): string {
  return names.of(country) ?? country
}

function forbidden(phrase: string, reason: string): Forbidden {
  return { phrase, reason }
}
