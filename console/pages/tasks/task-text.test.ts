import { expect, it } from 'vitest'
import { progressPercent, progressText, resultText, titleText } from './task-text.ts'

const running = { state: 'running', phase: 'writing', done: 2000, total: 5000 } as const

it('says what a task does and how far it is', () => {
  expect(titleText({ title: 'change the site of 5,000 users' })).toBe('Change the site of 5,000 users')
  expect(progressText(running)).toBe('Writing 2,000 of 5,000')
  expect(progressText({ ...running, phase: 'planning', done: 0 })).toBe('Planning 5,000')
  expect(progressText({ ...running, phase: 'reading', done: 0, total: 0 })).toBe('Reading …')
  expect(progressText({ ...running, state: 'queued' })).toBe('Waiting to begin')
})

it('never goes back from phase to phase, and is whole only at the end', () => {
  const at = (phase: 'reading' | 'planning' | 'writing' | 'recording', done: number) =>
    progressPercent({ ...running, phase, done })
  const steps = [at('reading', 0), at('planning', 0), at('writing', 0), at('writing', 4000), at('recording', 0)]
  expect(steps).toEqual(steps.toSorted((a, b) => a - b))
  expect(at('recording', 4999)).toBeLessThan(101)
  expect(progressPercent({ ...running, state: 'done' })).toBe(100)
})

it('says what came of it', () => {
  const result = { changed: 1, unchanged: 0, leftOutCount: 0, leftOut: [] }
  expect(resultText(result)).toBe('1 was changed.')
  expect(resultText({ ...result, changed: 4990, unchanged: 2, leftOutCount: 8 })).toBe(
    '4,990 were changed, 2 already were that way, 8 were left out.',
  )
  expect(resultText({ ...result, changed: 0 })).toBe('Nothing was changed.')
})
