import { useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { endpoints } from '../../contract/api/endpoints.ts'
import { call } from '../../web/api.ts'
import { type RecentCall, recentCallOf, unseenMissed } from '../call/recent-call.ts'

const pageSize = 50
const storageKey = 'offhook.phone.callsSeenAt'
const seen = new EventTarget()

/** My calls so far loaded, and how many missed ones I have not looked at. */
export function useRecentCalls(userId: string) {
  const { data, isLoading, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [endpoints.listOwnCalls.path, null, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      call(endpoints.listOwnCalls, { query: { limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
  const calls: readonly RecentCall[] = useMemo(
    () => (data?.pages ?? []).flatMap(({ items }) => items.map((item) => recentCallOf(item, userId))),
    [data, userId],
  )
  const seenAt = useSyncExternalStore(subscribe, readSeenAt)
  const markSeen = useCallback(() => writeSeenAt(new Date().toISOString()), [])
  return {
    calls,
    isLoading,
    hasMore: hasNextPage,
    showMore: () => void fetchNextPage(),
    missed: unseenMissed(calls, seenAt),
    markSeen,
  }
}

function subscribe(listener: () => void): () => void {
  seen.addEventListener('change', listener)
  return () => seen.removeEventListener('change', listener)
}

function readSeenAt(): string {
  try {
    return localStorage.getItem(storageKey) ?? ''
  } catch {
    return ''
  }
}

function writeSeenAt(moment: string): void {
  try {
    localStorage.setItem(storageKey, moment)
  } catch {
    // Storage is blocked: the badge counts from the beginning.
  }
  seen.dispatchEvent(new Event('change'))
}
