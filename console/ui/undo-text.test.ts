import { expect, it } from 'vitest'
import { undoSentence } from './undo-text.ts'

const conflict = {
  entity: 'user',
  entityId: 'a',
  label: 'Maya',
  field: 'email',
  message: 'Maya’s e-mail was changed since.',
} as const

it('says what an undo took back and what it left alone', () => {
  const answer = { changeSetId: 'x', undone: 1, conflicts: [], problems: [] }
  expect(undoSentence(answer)).toBe('Taken back.')
  expect(undoSentence({ ...answer, undone: 3 })).toBe('3 changes were taken back.')
  expect(undoSentence({ ...answer, conflicts: [conflict] })).toBe(
    'Taken back. Left alone: Maya’s e-mail was changed since.',
  )
  expect(undoSentence({ ...answer, undone: 0, conflicts: [conflict] })).toMatch('Nothing was taken back. Maya’s')
})
