import type { BulkSet } from '../../contract/api/bulk-edit.ts'
import { fieldWords } from '../../contract/field-words.ts'
import { counted, listed } from '../../contract/plain-words.ts'

const mostNamed = 3

/** What a bulk edit does, or did, in the middle of a sentence: "change the site and licence of 5,000 users", "suspended 12 users". */
export function bulkWords(set: BulkSet, users: number, tense: 'will' | 'did'): string {
  const whom = counted(users, 'user')
  const fields = fieldsOf(set)
  const [verb, past] = fields.length === 1 && set.state ? verbs[set.state] : ['change', 'changed']
  const what = fields.length === 1 && set.state ? '' : ` the ${listedFew(fields)} of`
  return `${tense === 'will' ? verb : past}${what} ${whom}`
}

const verbs = {
  active: ['reactivate', 'reactivated'],
  suspended: ['suspend', 'suspended'],
  deleted: ['delete', 'deleted'],
} as const

function fieldsOf({ services, sendWelcome: _send, ...plain }: BulkSet): string[] {
  const named = Object.entries(plain).flatMap(([field, value]) => (value === undefined ? [] : [field]))
  const settings = Object.entries(services ?? {}).flatMap(([section, values]) =>
    Object.keys(values).map((setting) => `services.${section}.${setting}`),
  )
  return [...named, ...settings].map(fieldWords)
}

function listedFew(words: readonly string[]): string {
  const shown = words.length > mostNamed ? [...words.slice(0, mostNamed - 1), 'more'] : words
  return listed(shown)
}
