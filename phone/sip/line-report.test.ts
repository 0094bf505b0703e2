import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLineReport, patienceMs } from './line-report.ts'
import type { LineState } from './phone-port.ts'

function told() {
  const lines: LineState[] = []
  return { lines, report: createLineReport((line) => lines.push(line)) }
}

describe('how the line stands', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('says nothing worse than Connecting of an interruption that mends itself', () => {
    const { lines, report } = told()
    report.set({ kind: 'ready' })
    report.offline('The phone system does not answer.', null, false)
    vi.advanceTimersByTime(patienceMs - 1)
    report.set({ kind: 'ready' })
    vi.advanceTimersByTime(patienceMs)
    expect(lines.map(({ kind }) => kind)).toEqual(['ready', 'connecting', 'ready'])
  })

  it('counts its patience from the first sign, and gives the latest reason', () => {
    const { lines, report } = told()
    report.offline('First.', null, false)
    vi.advanceTimersByTime(patienceMs / 2)
    report.offline('Second.', null, false)
    vi.advanceTimersByTime(patienceMs / 2)
    expect(lines.at(-1)).toEqual({ kind: 'offline', reason: 'Second.', advice: null })
  })

  it('stays offline through further attempts, and is offline at once when that is certain', () => {
    const { lines, report } = told()
    report.offline('This device has no network.', null, true)
    report.connecting()
    expect(lines.at(-1)?.kind).toBe('offline')
    report.set({ kind: 'ready' })
    expect(report.current()).toBe('ready')
  })
})
