import type { PlanRow } from '../../../contract/api/users.ts'
import { valueText } from '../../../contract/change-words.ts'
import { fieldWords } from '../../../contract/field-words.ts'
import { listed } from '../../../contract/plain-words.ts'
import { type ServiceWords, settingText } from '../../../contract/services-text.ts'

/** Fields whose change alters on what the person is called, or what the company has left: the plan's own sentence says how. */
const reaching = new Set(['license', 'extension', 'numbers', 'state', 'site'])
const mostValues = 2
const longestValue = 48

/** What a save would change, in a sentence: "Changes call waiting (on → off) and site (HQ → Paris)." */
export function changeSentence(plan: Pick<PlanRow, 'changes' | 'sentence'>, words: ServiceWords): string {
  const { changes, sentence } = plan
  if (changes.length === 0) return 'Nothing would change.'
  const text = (field: string, value: unknown) => settingText(field, value, words) ?? valueText(value)
  const parts = changes.map(({ field, before, after }) => {
    const [was, is] = [text(field, before), text(field, after)]
    const isShort = changes.length <= mostValues && was.length <= longestValue && is.length <= longestValue
    return isShort ? `${fieldWords(field)} (${was} → ${is})` : fieldWords(field)
  })
  const reach = changes.some(({ field }) => reaching.has(field)) ? ` ${sentence}` : ''
  return `Changes ${listed(parts)}.${reach}`
}
