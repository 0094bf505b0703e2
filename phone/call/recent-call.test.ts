import { describe, expect, it } from 'vitest'
import type { CallView } from '../../contract/api/calls.ts'
import { recentCallOf, unseenMissed } from './recent-call.ts'

const maya = { userId: 'm', name: 'Maya Ortiz', number: '1042' }
const lukasz = { userId: 'l', name: 'Łukasz Żółć', number: '1043' }
const record: CallView = {
  id: 'c',
  caller: maya,
  callee: lukasz,
  dialed: '1043',
  startedAt: '2026-03-02T10:00:00Z',
  answeredAt: '2026-03-02T10:00:04Z',
  endedAt: '2026-03-02T10:02:35Z',
  talkSeconds: 151,
  outcome: 'answered',
}
const unanswered = { ...record, answeredAt: null, talkSeconds: null }

describe('a call of the past', () => {
  it('is seen from each side', () => {
    expect(recentCallOf(record, 'm')).toMatchObject({
      direction: 'out',
      peer: { name: 'Łukasz Żółć', number: '1043' },
      words: '2:31',
    })
    expect(recentCallOf(record, 'l')).toMatchObject({ direction: 'in', peer: { name: 'Maya Ortiz' }, isMissed: false })
  })

  it.each(['noAnswer', 'cancelled', 'busy', 'unreachable'] as const)(
    'is missed by the one who was called: %s',
    (outcome) => {
      expect(recentCallOf({ ...unanswered, outcome }, 'l')).toMatchObject({ isMissed: true, words: 'Missed' })
      expect(recentCallOf({ ...unanswered, outcome }, 'm').isMissed).toBe(false)
    },
  )

  it('was not missed when I declined it', () => {
    expect(recentCallOf({ ...unanswered, outcome: 'declined' }, 'l')).toMatchObject({
      isMissed: false,
      words: 'Declined',
    })
  })

  it('to an unknown number keeps what was dialed', () => {
    const callee = { userId: null, name: '', number: '' }
    const call = recentCallOf({ ...unanswered, callee, dialed: '1999', outcome: 'refused' }, 'm')
    expect(call).toMatchObject({ number: '1999', peer: { name: null, number: '1999' }, words: 'Not allowed' })
  })

  it('counts what was missed since I last looked', () => {
    const missed = recentCallOf({ ...unanswered, outcome: 'noAnswer' }, 'l')
    expect(unseenMissed([missed], '2026-03-02T09:00:00Z')).toBe(1)
    expect(unseenMissed([missed], '2026-03-02T11:00:00Z')).toBe(0)
  })
})
