import '../web/strict-csp.ts'
import { QueryCache, QueryClient } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { ApiError } from '../web/api.ts'
import { mountWebRoot } from '../web/web-root.tsx'
import { hasUnsaved } from './form/unsaved.ts'
import { makeRouter } from './routes.tsx'
import { sessionAnswer } from './session.tsx'
import { sayNotSignedOut, saySignedOut } from './ui/toast.tsx'

const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: signInAgain, onSuccess: sayNoLonger }),
  // Always asked: the server may be this very machine, which a browser that calls itself offline still reaches.
  defaultOptions: {
    queries: { staleTime: 10_000, retry: isWorthRepeating, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
})
const router = makeRouter(queryClient)

/** A session that ended elsewhere leads to the sign-in page and back, unless something typed would be lost on the way. */
function signInAgain(error: unknown): void {
  if (!(error instanceof ApiError) || error.document.status !== 401) return
  if (hasUnsaved()) {
    saySignedOut()
    return
  }
  queryClient.removeQueries({ queryKey: sessionAnswer.queryKey })
  void router.invalidate()
}

/** Answers come again: somebody signed in, in another tab. Only the session itself is answered to everybody. */
function sayNoLonger(_answer: unknown, { queryKey }: { queryKey: readonly unknown[] }): void {
  if (queryKey[0] !== sessionAnswer.queryKey[0]) sayNotSignedOut()
}

function isWorthRepeating(count: number, error: unknown): boolean {
  const isRefusal = error instanceof ApiError && error.document.status < 500
  return !isRefusal && count < 2
}

mountWebRoot(queryClient, <RouterProvider router={router} />)
requestIdleCallback(loadPages)

/** Fetches the code of all pages while nothing else is to do: they open at once, also while the line is down or the server is being replaced. */
function loadPages(): void {
  for (const { options } of Object.values(router.routesById)) void options.component?.preload?.()
}
