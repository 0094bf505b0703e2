import { ActionIcon, Title } from '@mantine/core'
import { useFocusTrap, useMediaQuery } from '@mantine/hooks'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Icon } from './console-icons.tsx'
import classes from './side-panel.module.css'
import { useTitle } from './use-title.ts'

interface SidePanelProps {
  title: string
  onClose: () => void
  children: ReactNode
  footer?: ReactNode
  /** Whether it needs more room than a form. */
  isWide?: boolean
  /** Whether it fills the page, where its address says so. */
  full?: { readonly isOn: boolean; readonly toggle: () => void }
}

/** A panel over the list, with an address of its own. The list stays usable beside it; on a narrow screen the panel is the page. */
export function SidePanel({ title, onClose, children, footer, isWide, full }: SidePanelProps) {
  const isNarrow = useMediaQuery('(max-width: 48em)') ?? false
  const [isOwnFull, setIsOwnFull] = useState(false)
  const isFull = full?.isOn ?? isOwnFull
  const titleId = useId()
  const trap = useFocusTrap(isNarrow)
  const heading = useRef<HTMLHeadingElement>(null)
  useTitle(title)
  useEscape(onClose)
  useFocusReturn(heading)
  return (
    <section
      ref={trap}
      className={classes.panel}
      role="dialog"
      aria-modal={isNarrow || undefined}
      aria-labelledby={titleId}
      data-full={isFull || undefined}
      data-wide={isWide || undefined}
    >
      <header className={classes.head}>
        <Title order={2} id={titleId} ref={heading} tabIndex={-1} dir="auto">
          {title}
        </Title>
        {!isNarrow && (
          <PanelButton
            label={isFull ? 'Back to the side' : 'Full page'}
            icon="expand"
            onClick={full?.toggle ?? (() => setIsOwnFull(!isOwnFull))}
          />
        )}
        <PanelButton label="Close" icon="close" onClick={onClose} />
      </header>
      <div className={classes.body}>{children}</div>
      {footer && <footer className={classes.foot}>{footer}</footer>}
    </section>
  )
}

function PanelButton({ label, icon, onClick }: { label: string; icon: 'expand' | 'close'; onClick: () => void }) {
  return (
    <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} title={label} onClick={onClick}>
      <Icon name={icon} />
    </ActionIcon>
  )
}

/** Escape closes the panel, unless something that lies above it wants the key. */
function useEscape(onClose: () => void): void {
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    let isTaken = false
    // Asked on the way down: on the way up the list or dialog that took the key is closed already.
    const onWayDown = (event: KeyboardEvent) => {
      isTaken = isTakenAbove(event.target)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !isTaken) close.current()
    }
    document.addEventListener('keydown', onWayDown, { capture: true })
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onWayDown, { capture: true })
      document.removeEventListener('keydown', onKey)
    }
  }, [])
}

function isTakenAbove(target: EventTarget | null): boolean {
  const element = target instanceof Element ? target : null
  const isInMenu = element?.closest('[role="menu"], [role="listbox"]') !== null
  const isOpen = element?.getAttribute('aria-expanded') === 'true'
  return isInMenu || isOpen || document.querySelector('.mantine-Modal-content') !== null
}

/** Focus goes into the panel when it opens, and back to where it came from when it closes. */
function useFocusReturn(heading: React.RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const before = document.activeElement
    const panel = heading.current?.closest('section')
    const first = panel?.querySelector<HTMLElement>('[data-autofocus]') ?? heading.current
    // The trap of narrow screens looks for this mark a moment later.
    first?.setAttribute('data-autofocus', 'true')
    first?.focus({ preventScroll: true })
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [heading])
}
