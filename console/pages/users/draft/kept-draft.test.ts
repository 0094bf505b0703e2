import { expect, it } from 'vitest'
import { defaultServices } from '../../../../contract/services-spec.ts'
import { newUserDraft } from '../user-draft.ts'
import { draftKey, forgetDraft, keepDraft, keptDraft } from './kept-draft.ts'

function memory(): Storage {
  const kept = new Map<string, string>()
  return {
    get length() {
      return kept.size
    },
    clear: () => kept.clear(),
    getItem: (key) => kept.get(key) ?? null,
    key: (at) => [...kept.keys()][at] ?? null,
    removeItem: (key) => void kept.delete(key),
    setItem: (key, value) => void kept.set(key, value),
  }
}

const draft = newUserDraft('hq')
const kept = { at: '2026-11-22T10:42:00.000Z', version: 3, original: draft, draft: { ...draft, firstName: 'Maya' } }

it('hands back what was typed, to the same administrator about the same person only', () => {
  const storage = memory()
  keepDraft(storage, draftKey('dana', 'maya'), kept)
  expect(keptDraft(storage, draftKey('dana', 'maya'))).toEqual(kept)
  expect(keptDraft(storage, draftKey('omar', 'maya'))).toBeNull()
  forgetDraft(storage, draftKey('dana', 'maya'))
  expect(keptDraft(storage, draftKey('dana', 'maya'))).toBeNull()
})

it('makes whole what an older release kept, and throws away what cannot be read', () => {
  const storage = memory()
  const { services: _services, ...older } = draft
  storage.setItem('older', JSON.stringify({ ...kept, original: older, draft: older }))
  expect(keptDraft(storage, 'older')?.draft.services).toEqual(defaultServices)
  storage.setItem('broken', '{')
  expect(keptDraft(storage, 'broken')).toBeNull()
  expect(storage.getItem('broken')).toBeNull()
})
