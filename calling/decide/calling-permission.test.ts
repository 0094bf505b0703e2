import { describe, expect, it } from 'vitest'
import type { ServicesSpec } from '../../contract/services-spec.ts'
import { person, planFor } from './people.fixture.ts'

type Calling = NonNullable<ServicesSpec['calling']>
const domestic: Calling = { plan: 'domestic' }
const international: Calling = { plan: 'international' }

/** What a Briton with these rights is told who dials this: the phrase of the refusal. */
function dials(calling: Calling, dialed: string, more = {}): { phrase: string; text: string } {
  const { country } = calling
  const caller = person('Alice', '1001', { calling }, { ...more, ...(country ? { country } : {}) })
  const [step] = planFor(caller, dialed).steps
  if (step?.kind !== 'reject') throw new Error('Nothing leaves the house without a trunk.')
  return step
}

/** What is allowed still fails for want of a trunk, in these words. */
const allowed = 'No Trunk'

describe('external calling permission', () => {
  it.each<[dialed: string, calling: Calling, phrase: string]>([
    ['020 7946 0000', { plan: 'emergencyOnly' }, 'Emergency Calls Only'],
    ['020 7946 0000', domestic, allowed],
    ['+44 20 7946 0000', domestic, allowed],
    ['0044 20 7946 0000', domestic, allowed],
    ['+49 151 12345678', domestic, 'International Not Allowed'],
    ['0049 151 12345678', domestic, 'International Not Allowed'],
    ['+49 151 12345678', { ...domestic, allowedCountries: ['DE'] }, allowed],
    ['+33 1 99 00 00 00', { ...domestic, allowedCountries: ['DE'] }, 'International Not Allowed'],
    ['+49 151 12345678', international, allowed],
    ['+49 151 12345678', { ...international, allowedCountries: ['FR'] }, 'Country Not Allowed'],
    ['020 7946 0000', { ...international, allowedCountries: ['FR'] }, allowed],
    ['0906 123 4567', international, 'Premium-Rate Not Allowed'],
    ['0871 234 5678', domestic, 'Premium-Rate Not Allowed'],
    ['0906 123 4567', { ...domestic, premium: true }, allowed],
    ['+1 900 555 1234', international, 'Premium-Rate Not Allowed'],
    ['+979 1 2345 6789', international, 'Premium-Rate Not Allowed'],
    ['+49 900 123456', international, 'Premium-Rate Not Allowed'],
    ['+881 6 1234 5678', international, 'Satellite Not Allowed'],
    ['+870 773 112 345', international, 'Satellite Not Allowed'],
    ['+882 16 1234 5678', international, 'Satellite Not Allowed'],
    ['+881 6 1234 5678', { ...international, premium: true }, allowed],
    ['+881 6 1234 5678', { ...domestic, premium: true }, 'International Not Allowed'],
    ['+881 6 1234 5678', { ...international, premium: true, allowedCountries: ['FR'] }, 'Country Not Allowed'],
    ['415 555 0142', { country: 'US', ...domestic }, allowed],
    ['1 415 555 0142', { country: 'US', ...domestic }, allowed],
    ['011 44 20 7946 0000', { country: 'US', ...domestic }, 'International Not Allowed'],
    ['1 876 555 1234', { country: 'US', ...domestic }, 'International Not Allowed'],
    ['1 800 555 0199', { country: 'CA', ...domestic }, allowed],
    ['1 416 555 0142', { country: 'US', ...domestic }, 'International Not Allowed'],
  ])('%s with %j: %s', (dialed, calling, phrase) => {
    expect(dials(calling, dialed).phrase).toBe(phrase)
  })

  it('refuses in a sentence that names the reason', () => {
    expect(dials({ ...domestic, allowedCountries: ['FR'] }, '+49 151 12345678').text).toBe(
      'This call is not allowed: +4915112345678 is in Germany, and only calls within United Kingdom, France are allowed.',
    )
  })

  it('needs a licence for other countries, whatever the plan says', () => {
    const { phrase, text } = dials(international, '+49 151 12345678', { mayCallAbroad: false })
    expect(phrase).toBe('International Not Licensed')
    expect(text).toMatch(/the licence does not include international calls/)
    expect(dials(international, '020 7946 0000', { mayCallAbroad: false }).phrase).toBe(allowed)
  })

  it('is asked before the trunk is, so that the words stay when there is one', () => {
    const caller = person('Alice', '1001', { calling: domestic })
    expect(planFor(caller, '+4915112345678', { hasTrunk: true }).steps).toMatchObject([
      { phrase: 'International Not Allowed' },
    ])
  })
})
