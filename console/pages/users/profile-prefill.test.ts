import { describe, expect, it } from 'vitest'
import type { ProfileView } from '../../../contract/api/profiles.ts'
import { newId } from '../../../contract/ids.ts'
import { profileFor, profilePart, withoutGiven } from './profile-prefill.ts'

const standard = { id: newId(), name: 'Standard' }
const profile = (name: string, more: Partial<ProfileView> = {}): ProfileView => ({
  id: newId(),
  version: 1,
  name,
  isDefault: false,
  defaults: {},
  numberPool: null,
  extensions: null,
  locks: [],
  people: 0,
  differing: 0,
  sites: [],
  ...more,
})

const sales = profile('Sales', {
  defaults: { license: standard, extension: 'auto', services: { calling: { plan: 'international' } } },
})
const usual = profile('Usual', { isDefault: true })

describe('the profile of a new person', () => {
  it('is the site’s, else the default', () => {
    expect(profileFor({ profile: sales.id }, [usual, sales])).toBe(sales)
    expect(profileFor({ profile: null }, [usual, sales])).toBe(usual)
  })

  it('fills what it gives and nothing else', () => {
    const { services, ...plain } = profilePart(sales)
    expect(plain).toEqual({ license: standard.id, extension: 'auto' })
    expect(services?.calling.plan).toBe('international')
    expect(profilePart(usual)).toEqual({})
  })

  it('is not sent for what stays as it gives it', () => {
    const calling = { plan: 'international' as const, premium: false }
    const spec = { firstName: 'Maya', license: standard.id, extension: '1042', services: { calling } }
    expect(withoutGiven(spec, sales)).toEqual({
      firstName: 'Maya',
      extension: '1042',
      services: { calling: { premium: false } },
    })
    expect(withoutGiven(spec, undefined)).toEqual(spec)
  })
})
