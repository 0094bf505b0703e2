import { useQueries, useQuery } from '@tanstack/react-query'
import { endpoints } from '../../../../contract/api/endpoints.ts'
import type { ServiceWords } from '../../../../contract/services-text.ts'
import { answerOf } from '../../../../web/answers.ts'
import { isolated } from '../../../ui/isolated.ts'

/** Writes numbers as people do. The metadata is a chunk of its own, loaded when first needed. */
export function useDisplay(): (number: string) => string {
  const { data } = useQuery({
    queryKey: ['phone-number-metadata'],
    queryFn: async () => (await import('libphonenumber-js/min')).parsePhoneNumberFromString,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (number) => data?.(number)?.formatInternational() ?? number
}

/** How these people and any number are called, as far as is known yet. */
export function useServiceWords(userIds: readonly string[]): ServiceWords {
  const display = useDisplay()
  const ids = [...new Set(userIds)].slice(0, 50)
  const answers = useQueries({
    queries: ids.map((id) => ({ ...answerOf(endpoints.getUser, { params: { id } }), retry: false })),
  })
  const names = new Map(
    ids.map((id, at) => {
      const { data, isPending } = answers[at] ?? {}
      return [
        id,
        data ? isolated(`${data.firstName} ${data.lastName}`) : isPending ? '…' : 'somebody who is gone',
      ] as const
    }),
  )
  return { display, nameOf: (id) => names.get(id) ?? '…' }
}
