import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { endpoints } from '../../../../contract/api/endpoints.ts'
import { answerOf } from '../../../../web/answers.ts'
import { call } from '../../../../web/api.ts'
import { isolated, withoutIsolation } from '../../../ui/isolated.ts'
import { useDisplay } from './use-setting-words.ts'

interface Choice {
  /** `user:<id>` or `number:<E.164>`. */
  readonly value: string
  readonly label: string
}

/** What typed words may mean: colleagues by name or extension, and a number read in this country. */
export function usePeopleAndNumbers(typed: string, country: string, exceptUserId: string | null): readonly Choice[] {
  const [asked] = useDebouncedValue(typed.trim(), 150)
  const display = useDisplay()
  const isNumber = /^[+\d][\d\s().-]{5,}$/.test(asked)
  const { data: people } = useQuery({
    ...answerOf(endpoints.listUsers, { query: { ...(asked ? { query: withoutIsolation(asked) } : {}), limit: 8 } }),
    placeholderData: keepPreviousData,
  })
  const { data: read } = useQuery({
    queryKey: ['read-numbers', country, asked],
    queryFn: ({ signal }) => call(endpoints.readNumbers, { body: { country, text: asked }, signal }),
    enabled: isNumber,
  })
  const users = (people?.items ?? [])
    .filter(({ id, state }) => id !== exceptUserId && state === 'active')
    .map(({ id, firstName, lastName, extension }) => ({
      value: `user:${id}`,
      label: [isolated(`${firstName} ${lastName}`), extension].filter(Boolean).join(' · '),
    }))
  const numbers = isNumber
    ? (read?.numbers ?? []).slice(0, 1).map((one) => ({ value: `number:${one}`, label: `The number ${display(one)}` }))
    : []
  return [...numbers, ...users]
}
