import '../web/strict-csp.ts'
import { QueryCache, QueryClient } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { ApiError } from '../web/api.ts'
import { mountWebRoot } from '../web/web-root.tsx'
import { makeRouter } from './routes.tsx'
import { sessionAnswer } from './session.tsx'

const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: signInAgain }),
  // Always asked: the server may be this very machine, which a browser that calls itself offline still reaches.
  defaultOptions: {
    queries: { staleTime: 10_000, retry: isWorthRepeating, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
})
const router = makeRouter(queryClient)

/** A session that ended elsewhere leads to the sign-in page and back. */
function signInAgain(error: unknown): void {
  if (!(error instanceof ApiError) || error.document.status !== 401) return
  queryClient.removeQueries({ queryKey: sessionAnswer.queryKey })
  void router.invalidate()
}

function isWorthRepeating(count: number, error: unknown): boolean {
  const isRefusal = error instanceof ApiError && error.document.status < 500
  return !isRefusal && count < 2
}

mountWebRoot(queryClient, <RouterProvider router={router} />)
