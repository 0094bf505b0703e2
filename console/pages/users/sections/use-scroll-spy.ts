import { useEffect, useState } from 'react'
import { type SectionId, sectionElement, sectionList } from './section-list.ts'

/** How far below the top of the panel a section counts as being read. */
const readingLine = 140

/** The section that is being read in the scrolling box around it. */
export function useScrollSpy(): SectionId {
  const [active, setActive] = useState<SectionId>('basic')
  useEffect(() => {
    const box = scrollBox(sectionElement('basic'))
    if (!box) return
    const look = () => {
      const line = box.getBoundingClientRect().top + readingLine
      const isAtEnd = box.scrollTop > 0 && box.scrollTop + box.clientHeight >= box.scrollHeight - 2
      const passed = sectionList.filter(({ id }) => (sectionElement(id)?.getBoundingClientRect().top ?? line) < line)
      setActive((isAtEnd ? sectionList : passed).at(-1)?.id ?? 'basic')
    }
    box.addEventListener('scroll', look, { passive: true })
    return () => box.removeEventListener('scroll', look)
  }, [])
  return active
}

/** The nearest box around an element that scrolls. */
function scrollBox(element: HTMLElement | null): HTMLElement | null {
  const parent = element?.parentElement ?? null
  if (!parent) return null
  return /auto|scroll/.test(getComputedStyle(parent).overflowY) ? parent : scrollBox(parent)
}
