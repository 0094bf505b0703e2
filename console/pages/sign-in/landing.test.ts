import { expect, it } from 'vitest'
import { landingOf } from './landing.ts'

it('lands administrators where they wanted to go, and users at their phone', () => {
  expect(landingOf({ role: 'admin' })).toBe('/')
  expect(landingOf({ role: 'admin' }, '/users/x')).toBe('/users/x')
  expect(landingOf({ role: 'user' }, '/users/x')).toBe('/phone')
})
