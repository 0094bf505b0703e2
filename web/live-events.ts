import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { LiveEvent } from '../contract/api/live-event.ts'
import { refreshAfter } from './answers.ts'

const gatherMs = 150
const afterRefusalMs = 10_000

/** Keeps everything on screen true: asks again for what other people, phones and mail servers change. `onEvent` sees each event. */
export function useLiveEvents(isSignedIn: boolean, onEvent?: (event: LiveEvent) => void): void {
  const queryClient = useQueryClient()
  useEffect(() => {
    if (!isSignedIn) return
    return listen(
      (events) => void refreshAfter(queryClient, events),
      () => void askAgain(queryClient),
      onEvent,
    )
  }, [isSignedIn, queryClient, onEvent])
}

/** Asks again for all that is on screen, and once more for what was on its way: it may have been read before the line was open. */
async function askAgain(queryClient: QueryClient): Promise<void> {
  const onTheirWay = queryClient
    .getQueryCache()
    .findAll({ fetchStatus: 'fetching', predicate: ({ state }) => state.data === undefined })
  void queryClient.invalidateQueries()
  await Promise.allSettled(onTheirWay.map(({ promise }) => promise))
  for (const { queryKey } of onTheirWay) void queryClient.invalidateQueries({ queryKey, exact: true })
}

function listen(refresh: (events: LiveEvent[]) => void, refreshAll: () => void, onEvent?: (event: LiveEvent) => void) {
  let gathered: LiveEvent[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let again: ReturnType<typeof setTimeout> | undefined
  let source = open()
  function open(): EventSource {
    const opened = new EventSource('/api/v1/events')
    opened.onopen = () => {
      // What happened before the line was open, or while it was down, is unknown.
      refreshAll()
    }
    opened.onmessage = (message: MessageEvent<string>) => take(message.data)
    opened.onerror = () => {
      // Browsers connect again by themselves, except after a refusal: a proxy's 502, or a session that has ended and may begin anew.
      if (opened.readyState !== EventSource.CLOSED) return
      again = setTimeout(() => {
        source = open()
      }, afterRefusalMs)
    }
    return opened
  }
  function take(data: string) {
    const event = readEvent(data)
    if (!event) return
    onEvent?.(event)
    gathered.push(event)
    timer ??= setTimeout(() => {
      refresh(gathered)
      gathered = []
      timer = undefined
    }, gatherMs)
  }
  return () => {
    clearTimeout(timer)
    clearTimeout(again)
    source.close()
  }
}

function readEvent(data: string): LiveEvent | null {
  try {
    return LiveEvent.parse(JSON.parse(data))
  } catch {
    return null
  }
}
