import { expect, it } from 'vitest'
import { changeSentence } from './change-sentence.ts'

const words = { nameOf: () => 'Łukasz Żółć', display: (number: string) => number }
const site = { field: 'site', before: { id: 'a', name: 'HQ' }, after: { id: 'b', name: 'Paris' } }
const waiting = { field: 'services.calls.callWaiting', before: true, after: false }
const title = { field: 'jobTitle', before: null, after: 'Cook' }

it('says what a save would change, with the values where they are few', () => {
  const sentence = 'Maya will be called on 1042.'
  expect(changeSentence({ changes: [waiting], sentence }, words)).toBe('Changes call waiting (on → off).')
  expect(changeSentence({ changes: [waiting, site], sentence }, words)).toBe(
    'Changes call waiting (on → off) and site (HQ → Paris). Maya will be called on 1042.',
  )
  expect(changeSentence({ changes: [waiting, title, site], sentence }, words)).toBe(
    'Changes call waiting, job title and site. Maya will be called on 1042.',
  )
  expect(changeSentence({ changes: [], sentence }, words)).toBe('Nothing would change.')
})
