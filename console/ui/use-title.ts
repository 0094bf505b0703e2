import { useEffect } from 'react'

/** Names the browser tab while this page or panel is open. */
export function useTitle(title: string): void {
  useEffect(() => {
    const before = document.title
    document.title = `${title} · Offhook`
    return () => {
      document.title = before
    }
  }, [title])
}
