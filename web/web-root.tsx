import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './base.css'
import { MantineProvider } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Notifications } from '@mantine/notifications'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { styleNonce } from './strict-csp.ts'
import { cssVariables, theme } from './theme.ts'

/** Toasts stand where they cover no button: low at the left, on narrow screens at the top. */
function Toasts() {
  const isNarrow = useMediaQuery('(max-width: 48em)')
  return (
    <Notifications position={isNarrow ? 'top-center' : 'bottom-left'} limit={4} containerWidth={440} zIndex={400} />
  )
}

/** Puts an application into the page: theme in light and dark, toasts, and the cache of answers. Import `strict-csp.ts` before it. */
export function mountWebRoot(queryClient: QueryClient, children: ReactNode): void {
  const element = document.getElementById('root')
  if (!element) throw new Error('The page has no element with the id "root".')
  createRoot(element).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        getStyleNonce={styleNonce}
      >
        <QueryClientProvider client={queryClient}>
          <Toasts />
          {children}
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
}
