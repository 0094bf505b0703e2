import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Endpoint } from '../../contract/endpoint.ts'
import { call } from '../../web/api.ts'

interface Page {
  readonly items: readonly unknown[]
  readonly next: string | null
}

/** The pages of a list asked for so far, under one filter; `more` asks for the next one. */
export function usePages<Q extends z.ZodType, Answer extends Page>(
  endpoint: Endpoint<z.ZodType, Q, z.ZodUndefined, z.ZodType<Answer>>,
  query: z.input<Q>,
  params: Readonly<Record<string, string>> | null = null,
) {
  const answer = useInfiniteQuery({
    queryKey: [endpoint.path, params, query, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      call<z.ZodType, z.ZodType, z.ZodUndefined, z.ZodType<Answer>>(
        endpoint,
        pageInput(params, query, pageParam, signal),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  })
  const pages = answer.data?.pages
  return {
    /** Undefined until the first answer is there. */
    items: pages?.flatMap((page): Answer['items'][number][] => [...page.items]),
    first: pages?.[0],
    error: answer.error,
    hasMore: answer.hasNextPage,
    isLoadingMore: answer.isFetchingNextPage,
    more: () => void answer.fetchNextPage(),
  }
}

function pageInput(params: unknown, query: unknown, cursor: string, signal: AbortSignal) {
  return { params: params ?? {}, query: { ...Object(query), ...(cursor ? { cursor } : {}) }, signal }
}
