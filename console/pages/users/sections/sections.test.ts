import { expect, it } from 'vitest'
import { includes, licenseThatIncludes } from './included.ts'
import { lockedByProfile } from './profile-locks.ts'
import { sectionNamed } from './section-list.ts'
import { wrongSections } from './wrong-sections.ts'

it('finds the section of an address, older names included', () => {
  expect(sectionNamed('forwarding')).toBe('forwarding')
  expect(sectionNamed('phones')).toBe('voice')
  expect(sectionNamed('nonsense')).toBeNull()
  expect(sectionNamed(undefined)).toBeNull()
})

it('marks the sections in which something is wrong', () => {
  expect([...wrongSections(['services.forwarding.rules.0.to.targets', 'numbers.1', 'lastName', ''])]).toEqual([
    'forwarding',
    'voice',
    'basic',
  ])
})

it('offers the licence that includes what is missing, one with some left first', () => {
  const lobby = { name: 'Lobby', entitlements: ['calls' as const], free: 3, owned: 5 }
  const full = { name: 'Pro', entitlements: ['international' as const], free: 0, owned: 5 }
  const free = { ...full, name: 'Standard', free: 2 }
  expect(includes(lobby, 'calls')).toBe(true)
  expect(includes(undefined, 'calls')).toBe(false)
  expect(licenseThatIncludes([lobby, full, free], 'international')?.name).toBe('Standard')
  expect(licenseThatIncludes([lobby, full], 'international')?.name).toBe('Pro')
  expect(licenseThatIncludes([lobby], 'international')).toBeUndefined()
})

it('names the profile that locks a field or the section around it', () => {
  const user = { profile: { id: 'p', name: 'Sales' }, locks: ['services.calling' as const, 'license' as const] }
  expect(lockedByProfile(user, 'services.calling.plan')).toBe('Sales')
  expect(lockedByProfile(user, 'license')).toBe('Sales')
  expect(lockedByProfile(user, 'services.forwarding')).toBeNull()
  expect(lockedByProfile({ ...user, profile: null }, 'license')).toBeNull()
  expect(lockedByProfile(null, 'license')).toBeNull()
})
