import { useMutation, useQueryClient } from '@tanstack/react-query'
import { sayFailed } from './toast.tsx'

/** Runs one change, then refreshes what is on screen. `onDone` says what was done, and is waited for; a refusal is said unless `onRefused` takes it. */
export function useChange<Input, Answer>(
  run: (input: Input) => Promise<Answer>,
  onDone: (answer: Answer, input: Input) => unknown,
  onRefused: (error: unknown) => void = sayFailed,
) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: run,
    onSuccess: async (answer, input) => {
      await onDone(answer, input)
      // Not awaited: the answer is already known to be good.
      void queryClient.invalidateQueries()
    },
    onError: onRefused,
  })
}
