import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hungUpByMe, hungUpByThem } from './call-end.ts'
import { type CallEvent, type CallState, idle, isTalking, nextCallState, type Peer } from './call-state.ts'

const maya: Peer = { name: 'Maya Ortiz', number: '1042' }
const stateAfter = (...events: CallEvent[]): CallState => events.reduce(nextCallState, idle)
const offered: CallEvent = { kind: 'offered', peer: maya, at: 1_000 }
const dialed: CallEvent = { kind: 'dialed', peer: maya, at: 1_000 }
const connected: CallEvent = { kind: 'connected', at: 5_000 }

describe('one call', () => {
  it('goes from dialed to ringing to connected to ended, and counts the talk alone', () => {
    expect(stateAfter(dialed).phase).toBe('dialing')
    expect(stateAfter(dialed, { kind: 'remoteRinging' }).phase).toBe('ringingOut')
    expect(stateAfter(dialed, { kind: 'remoteRinging' }, connected).phase).toBe('connected')
    const ended = stateAfter(dialed, connected, { kind: 'ended', end: hungUpByThem, at: 65_400 })
    expect(ended).toMatchObject({ phase: 'ended', talkSeconds: 60, end: hungUpByThem, direction: 'out' })
  })

  it('rings, shows that it is being answered, and connects', () => {
    expect(stateAfter(offered)).toMatchObject({ phase: 'ringingIn', isAnswering: false, peer: maya, direction: 'in' })
    expect(stateAfter(offered, { kind: 'answering' })).toMatchObject({ phase: 'ringingIn', isAnswering: true })
    expect(stateAfter(offered, { kind: 'answering' }, connected)).toMatchObject({
      phase: 'connected',
      connectedAt: 5_000,
    })
  })

  it('rings on when it could not be answered, and says why', () => {
    const problem = { kind: 'problem', sentence: 'No microphone was found.', advice: 'Plug one in.' } as const
    const call = stateAfter(offered, { kind: 'answering' }, { kind: 'answerFailed', problem })
    expect(call).toMatchObject({ phase: 'ringingIn', isAnswering: false, problem })
    expect(nextCallState(call, { kind: 'answering' })).toMatchObject({ isAnswering: true, problem: null })
  })

  it('has no talk time when nobody answered', () => {
    expect(stateAfter(offered, { kind: 'ended', end: hungUpByMe, at: 9_000 })).toMatchObject({ talkSeconds: null })
  })

  it('knows who holds: me, them, both', () => {
    const mine: CallEvent = { kind: 'held', by: 'me', isHeld: true }
    const theirs: CallEvent = { kind: 'held', by: 'them', isHeld: true }
    expect(stateAfter(dialed, connected, mine)).toMatchObject({ phase: 'held', heldBy: 'me' })
    expect(stateAfter(dialed, connected, theirs)).toMatchObject({ phase: 'held', heldBy: 'them' })
    expect(stateAfter(dialed, connected, mine, theirs)).toMatchObject({ phase: 'held', heldBy: 'both' })
    expect(stateAfter(dialed, connected, mine, theirs, { ...mine, isHeld: false })).toMatchObject({ heldBy: 'them' })
    expect(stateAfter(dialed, connected, mine, { ...mine, isHeld: false }).phase).toBe('connected')
  })

  it('keeps the microphone off through hold', () => {
    const call = stateAfter(
      dialed,
      connected,
      { kind: 'muted', isMuted: true },
      { kind: 'held', by: 'me', isHeld: true },
    )
    expect(nextCallState(call, { kind: 'held', by: 'me', isHeld: false })).toMatchObject({ isMuted: true })
  })

  it('is over when it is over: a late event changes nothing until it is dismissed', () => {
    const ended = stateAfter(dialed, { kind: 'ended', end: hungUpByMe, at: 2_000 })
    expect(nextCallState(ended, connected)).toBe(ended)
    expect(nextCallState(ended, { kind: 'ended', end: hungUpByThem, at: 3_000 })).toBe(ended)
    expect(nextCallState(ended, { kind: 'dismissed' })).toBe(idle)
  })
})

const peer = fc.record({ name: fc.option(fc.string()), number: fc.string() })
const at = fc.integer({ min: 0, max: 10 ** 9 })
const event: fc.Arbitrary<CallEvent> = fc.oneof(
  fc.record({ kind: fc.constant('dialed' as const), peer, at }),
  fc.record({ kind: fc.constant('offered' as const), peer, at }),
  fc.constant<CallEvent>({ kind: 'remoteRinging' }),
  fc.constant<CallEvent>({ kind: 'answering' }),
  fc.constant<CallEvent>({ kind: 'answerFailed', problem: hungUpByMe }),
  fc.record({ kind: fc.constant('connected' as const), at }),
  fc.record({ kind: fc.constant('peerKnown' as const), peer }),
  fc.record({ kind: fc.constant('muted' as const), isMuted: fc.boolean() }),
  fc.record({
    kind: fc.constant('held' as const),
    by: fc.constantFrom('me' as const, 'them' as const),
    isHeld: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('ended' as const), end: fc.constantFrom(hungUpByMe, hungUpByThem), at }),
  fc.constant<CallEvent>({ kind: 'dismissed' }),
)

describe('any sequence of events', () => {
  it('never changes when a call connected, nor its direction, until it is dismissed', () => {
    fc.assert(
      fc.property(fc.array(event), (events) => {
        let state: CallState = idle
        for (const next of events) {
          const before = state
          state = nextCallState(state, next)
          if (before.phase === 'idle' || state.phase === 'idle') continue
          expect(state.direction).toBe(before.direction)
          expect(state.startedAt).toBe(before.startedAt)
          if (isTalking(before) && isTalking(state)) expect(state.connectedAt).toBe(before.connectedAt)
        }
      }),
    )
  })

  it('never goes back from talking to ringing, and never leaves ended but to idle', () => {
    fc.assert(
      fc.property(fc.array(event), (events) => {
        let state: CallState = idle
        for (const next of events) {
          const before = state
          state = nextCallState(state, next)
          if (isTalking(before)) expect(['connected', 'held', 'ended']).toContain(state.phase)
          if (before.phase === 'ended') expect(['ended', 'idle']).toContain(state.phase)
        }
      }),
    )
  })

  it('ends from wherever it is, with a talk time that is never negative', () => {
    fc.assert(
      fc.property(fc.array(event), at, (events, when) => {
        const state = nextCallState(events.reduce(nextCallState, idle), { kind: 'ended', end: hungUpByMe, at: when })
        expect(['idle', 'ended']).toContain(state.phase)
        if (state.phase === 'ended' && state.talkSeconds !== null) expect(state.talkSeconds).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('says the same thing twice without effect', () => {
    fc.assert(
      fc.property(fc.array(event), event, (events, next) => {
        fc.pre(next.kind !== 'dialed' && next.kind !== 'offered' && next.kind !== 'dismissed')
        const once = nextCallState(events.reduce(nextCallState, idle), next)
        expect(nextCallState(once, next)).toEqual(once)
      }),
    )
  })
})
