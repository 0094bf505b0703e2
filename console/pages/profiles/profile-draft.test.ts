import { expect, it } from 'vitest'
import { ProfileSpec, ProfileView } from '../../../contract/api/profiles.ts'
import { newId } from '../../../contract/ids.ts'
import { draftOfProfile, givenProblem, newProfileDraft, profileBody } from './profile-draft.ts'
import { givesText, locksText } from './profile-text.ts'

const sales = ProfileView.parse({
  id: newId(),
  version: 1,
  name: 'Sales',
  isDefault: false,
  defaults: {
    license: { id: newId(), name: 'Standard' },
    extension: 'auto',
    services: { calling: { plan: 'international', premium: false }, calls: { callWaiting: false } },
  },
  numberPool: { country: 'US', prefix: '+1415' },
  extensions: null,
  locks: ['license', 'services.calling'],
  people: 2,
  differing: 1,
  sites: [],
})

it('sends a profile back as it came', () => {
  const { name, isDefault, defaults, numberPool, extensions, locks } = sales
  const spec = {
    name,
    isDefault,
    defaults: { ...defaults, license: defaults.license?.id },
    numberPool,
    extensions,
    locks,
  }
  expect(ProfileSpec.parse(profileBody(draftOfProfile(sales, 'DE')))).toEqual(spec)
})

it('sends nothing of what is not ticked', () => {
  expect(profileBody({ ...newProfileDraft('US'), name: 'New', values: {} })).toEqual({
    name: 'New',
    isDefault: false,
    defaults: {},
    numberPool: null,
    extensions: null,
    locks: [],
  })
})

it('finds the problem of a field, and of what is inside', () => {
  const errors = { 'defaults.services.calls.maxConcurrentCalls': 'At most 20.', 'defaults.devices.0': 'Unknown.' }
  expect(givenProblem(errors, 'services.calls.maxConcurrentCalls')).toBe('At most 20.')
  expect(givenProblem(errors, 'devices')).toBe('Unknown.')
  expect(givenProblem(errors, 'license')).toBeUndefined()
})

it('says in a few words what a profile gives and locks', () => {
  expect(givesText(sales.defaults)).toBe('Standard licence, an extension, international calls and 2 more')
  expect(givesText({ devices: ['web'] })).toBe('1 setting')
  expect(givesText({})).toBe('Nothing')
  expect(locksText(sales.locks)).toBe('Licence and external calling')
})
