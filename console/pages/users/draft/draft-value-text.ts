import { valueText } from '../../../../contract/change-words.ts'
import { type ServiceWords, settingText } from '../../../../contract/services-text.ts'
import type { PersonProps } from '../sections/person-props.ts'

interface Known extends Pick<PersonProps, 'sites' | 'licenses'> {
  readonly words: ServiceWords
}

/** What a field of the form holds, in words: names instead of ids, numbers as people write them. */
export function draftValueText(path: string, value: unknown, { sites, licenses, words }: Known): string {
  if (path === 'site') return sites.find(({ id }) => id === value)?.name ?? 'another site'
  if (path === 'license') return licenses.find(({ id }) => id === value)?.name ?? 'no licence'
  if (path === 'numbers' && Array.isArray(value))
    return value.map((one) => words.display(String(one))).join(', ') || '–'
  return settingText(path, value, words) ?? valueText(value)
}
