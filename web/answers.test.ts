import { describe, expect, it } from 'vitest'
import { isStaleAfter } from './answers.ts'

describe('what a live event makes stale', () => {
  it('asks again for the one user it is about, and for lists', () => {
    const event = { kind: 'user', id: 'a' } as const
    expect(isStaleAfter(event, '/users/{id}', 'a')).toBe(true)
    expect(isStaleAfter(event, '/users/{id}/readiness', 'a')).toBe(true)
    expect(isStaleAfter(event, '/users', null)).toBe(true)
    expect(isStaleAfter(event, '/home', null)).toBe(true)
  })

  it('leaves other users and other resources alone', () => {
    expect(isStaleAfter({ kind: 'user', id: 'a' }, '/users/{id}', 'b')).toBe(false)
    expect(isStaleAfter({ kind: 'call', id: null }, '/users', null)).toBe(false)
  })

  it('asks for every user when many changed', () => {
    expect(isStaleAfter({ kind: 'user', id: null }, '/users/{id}', 'b')).toBe(true)
  })

  it('asks for the mail state of a user when a mail changed, whose id is not the user’s', () => {
    expect(isStaleAfter({ kind: 'mail', id: 'm' }, '/users/{id}/readiness', 'b')).toBe(true)
  })
})
