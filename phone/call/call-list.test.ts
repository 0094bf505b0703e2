import { describe, expect, it } from 'vitest'
import { hungUpByThem } from './call-end.ts'
import { type Call, callAside, callInFocus, canDial, nextCalls, ringingCall } from './call-list.ts'
import type { CallEvent } from './call-state.ts'

const maya = { name: 'Maya', number: '1042' }
const lukasz = { name: 'Łukasz', number: '1043' }
type Happening = readonly [id: string, event: CallEvent]
const callsAfter = (...happenings: Happening[]): readonly Call[] =>
  happenings.reduce<readonly Call[]>((calls, [id, event]) => nextCalls(calls, id, event), [])

const talkingToMaya: Happening[] = [
  ['a', { kind: 'dialed', peer: maya, at: 0 }],
  ['a', { kind: 'connected', at: 1 }],
]
const lukaszCalls: Happening = ['b', { kind: 'offered', peer: lukasz, at: 2 }]
const holdMaya: Happening = ['a', { kind: 'held', by: 'me', isHeld: true }]

describe('the calls of one phone', () => {
  it('lets a second caller ring while I talk', () => {
    const calls = callsAfter(...talkingToMaya, lukaszCalls)
    expect(ringingCall(calls)?.id).toBe('b')
    expect(callInFocus(calls)?.id).toBe('a')
  })

  it('puts the answered second call in the middle and the held first one aside', () => {
    const calls = callsAfter(...talkingToMaya, lukaszCalls, holdMaya, ['b', { kind: 'connected', at: 3 }])
    expect(callInFocus(calls)?.id).toBe('b')
    expect(callAside(calls)?.id).toBe('a')
  })

  it('dials beside one call, which goes on hold, and never beside one that rings', () => {
    expect(canDial([])).toBe(true)
    expect(canDial(callsAfter(...talkingToMaya))).toBe(true)
    expect(canDial(callsAfter(lukaszCalls))).toBe(false)
    expect(canDial(callsAfter(...talkingToMaya, holdMaya, lukaszCalls))).toBe(false)
  })

  it('forgets a call that was dismissed, and ignores news of calls it never knew', () => {
    const ended = callsAfter(...talkingToMaya, ['a', { kind: 'ended', end: hungUpByThem, at: 9 }])
    expect(callInFocus(ended)?.state.phase).toBe('ended')
    expect(nextCalls(ended, 'a', { kind: 'dismissed' })).toEqual([])
    expect(nextCalls(ended, 'z', { kind: 'remoteRinging' })).toBe(ended)
  })
})
