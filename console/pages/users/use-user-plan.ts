import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { PlanView } from '../../../contract/api/users.ts'
import type { UserSpec } from '../../../contract/user-spec.ts'

/** Asks what a save would do. */
export type AskPlan = (spec: UserSpec, signal: AbortSignal) => Promise<PlanView>

/** The plan of what is typed, 250 ms after the last key; older questions are dropped when a newer one is asked. */
export function useUserPlan(planKey: string, spec: UserSpec, ask: AskPlan) {
  const [asked] = useDebouncedValue(JSON.stringify(spec), 250)
  const isEmpty = asked === '{}'
  const answer = useQuery({
    queryKey: ['plan', planKey, asked],
    queryFn: ({ signal }) => ask(JSON.parse(asked), signal),
    placeholderData: keepPreviousData,
    enabled: !isEmpty,
    retry: false,
    staleTime: 2000,
    gcTime: 30_000,
  })
  const isSettled = asked === JSON.stringify(spec) && !answer.isPlaceholderData && !answer.isFetching
  return { row: isEmpty ? undefined : answer.data?.rows[0], isSettled }
}
