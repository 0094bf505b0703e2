import { Select, VisuallyHidden } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import classes from './page-section.module.css'
import { type SectionId, sectionElement, sectionList, sectionNamed } from './section-list.ts'
import { useScrollSpy } from './use-scroll-spy.ts'

/** The parts of the page down its side: where one is, and the way to each. On a narrow screen a choice at the top. */
export function JumpMenu({ wrong }: { wrong: ReadonlySet<SectionId> }) {
  const active = useScrollSpy()
  const navigate = useNavigate()
  useSectionOfAddress()
  const jump = (id: SectionId) => {
    void navigate({ to: '.', search: (old) => ({ ...old, tab: id }), replace: true })
    goToSection(id)
  }
  return (
    <>
      <nav className={classes.menu} aria-label="Parts of this page">
        {sectionList.map(({ id, title }) => (
          <Link
            key={id}
            to="."
            search={(old) => ({ ...old, tab: id })}
            replace
            aria-current={active === id ? 'true' : undefined}
            data-wrong={wrong.has(id) || undefined}
            onClick={() => goToSection(id)}
          >
            {title}
            {wrong.has(id) && (
              <>
                <span aria-hidden="true"> ●</span>
                <VisuallyHidden> has something to put right</VisuallyHidden>
              </>
            )}
          </Link>
        ))}
      </nav>
      <div className={classes.jump}>
        <Select
          aria-label="Part of this page"
          size="sm"
          allowDeselect={false}
          data={sectionList.map(({ id, title }) => ({ value: id, label: wrong.has(id) ? `${title} ●` : title }))}
          value={active}
          onChange={(value) => jump(sectionNamed(value ?? '') ?? 'basic')}
        />
      </div>
    </>
  )
}

/** Scrolls a section into view and puts the cursor at its title. */
export function goToSection(id: SectionId): void {
  const section = sectionElement(id)
  section?.scrollIntoView({ block: 'start' })
  section?.querySelector<HTMLElement>('h3')?.focus({ preventScroll: true })
}

/** Shows the section that the address names. */
function useSectionOfAddress(): void {
  const { tab } = useSearch({ from: '__root__' })
  useEffect(() => {
    const id = sectionNamed(tab)
    if (id) sectionElement(id)?.scrollIntoView({ block: 'start' })
  }, [tab])
}
