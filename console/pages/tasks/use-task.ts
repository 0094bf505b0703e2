import { useQuery } from '@tanstack/react-query'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { answerOf } from '../../../web/answers.ts'

// Live events say when something is different; this is for when they do not come through.
const askAgainMs = 2000

/** A task, asked for again until it has ended. */
export function useTask(id: string) {
  return useQuery({
    ...answerOf(endpoints.getTask, { params: { id } }),
    refetchInterval: ({ state }) => (state.data?.finishedAt || state.error ? false : askAgainMs),
  })
}
