import { type QueryClient, skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import type { UserWritten } from '../../../contract/api/users.ts'

const keyOf = (id: string) => ['created', id]

/** Keeps what creating this user answered, for the page that shows it; it lives as long as this browser tab. */
export function rememberCreated(queryClient: QueryClient, written: UserWritten): void {
  queryClient.setQueryData(keyOf(written.user.id), written)
}

/** What creating this user answered, while it is fresh; `forget` ends it. */
export function useCreated(id: string) {
  const queryClient = useQueryClient()
  const { data } = useQuery<UserWritten>({ queryKey: keyOf(id), queryFn: skipToken, gcTime: 15 * 60_000 })
  return { created: data, forget: () => queryClient.removeQueries({ queryKey: keyOf(id) }) }
}
