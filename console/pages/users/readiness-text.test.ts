import { expect, it } from 'vitest'
import { readinessTitle } from './readiness-text.ts'

it('says whose turn it is', () => {
  const profile = { key: 'profile', isReady: true } as const
  const registered = { key: 'registered', isReady: false } as const
  const license = { key: 'license', isReady: false } as const
  expect(readinessTitle('Maya', true, [profile])).toBe('Maya can call and be called.')
  expect(readinessTitle('Maya', false, [profile, registered])).toMatch('as soon as a phone registers')
  expect(readinessTitle('Maya', false, [profile, registered, license])).toBe('Maya cannot call yet.')
})
