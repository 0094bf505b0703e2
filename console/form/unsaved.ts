import { useEffect, useRef } from 'react'

const openForms = new Set<() => boolean>()

/** Lets the rest of the console ask, while this form is open, whether something is typed in it that is not saved. */
export function useUnsaved(isDirty: () => boolean): void {
  const newest = useRef(isDirty)
  newest.current = isDirty
  useEffect(() => {
    const ask = () => newest.current()
    openForms.add(ask)
    return () => void openForms.delete(ask)
  }, [])
}

/** Whether something that is typed anywhere would be lost by leaving the page. */
export function hasUnsaved(): boolean {
  return [...openForms].some((isDirty) => isDirty())
}
