import { ActionIcon, VisuallyHidden } from '@mantine/core'
import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { Icon } from '../ui/console-icons.tsx'
import classes from './sortable-list.module.css'

interface SortableListProps<T> {
  /** What the list holds: "Forwarding rules". */
  label: string
  items: readonly T[]
  /** How one of them is called when it moves. */
  nameOf: (item: T, index: number) => string
  onMove: (from: number, to: number) => void
  /** One row; `handle` is what moves it. */
  children: (item: T, index: number, handle: ReactNode) => ReactNode
}

/** A list whose order is set by dragging, or with the arrow keys at each row's handle. */
export function SortableList<T>({ label, items, nameOf, onMove, children }: SortableListProps<T>) {
  const list = useRef<HTMLOListElement>(null)
  const followed = useRef<number | null>(null)
  const [dragged, setDragged] = useState<number | null>(null)
  const [said, setSaid] = useState('')
  const move = (from: number, to: number) => {
    const item = items[from]
    if (item === undefined || to < 0 || to >= items.length || from === to) return
    setSaid(`${nameOf(item, from)} is now ${to + 1} of ${items.length}.`)
    onMove(from, to)
  }
  // Rows are told apart by their place, so focus follows the row that moved.
  useEffect(() => {
    const at = followed.current
    followed.current = null
    if (at !== null) handlesIn(list.current)[at]?.focus()
  })
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const to = { ArrowUp: index - 1, ArrowDown: index + 1, Home: 0, End: items.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    if (to < 0 || to >= items.length) return
    followed.current = to
    move(index, to)
  }
  const onPointerMove = ({ clientY }: PointerEvent) => {
    if (dragged === null) return
    const to = placeAt(list.current, clientY, dragged)
    if (to === dragged) return
    move(dragged, to)
    setDragged(to)
  }
  return (
    <>
      <ol className={classes.list} aria-label={label} ref={list}>
        {items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity of their own
          <li key={index} className={classes.row} data-dragged={dragged === index || undefined}>
            {children(
              item,
              index,
              <ActionIcon
                variant="subtle"
                color="gray"
                className={classes.handle}
                data-handle
                aria-label={`Move ${nameOf(item, index)}, ${index + 1} of ${items.length}: arrow keys or drag`}
                onKeyDown={(event) => onKeyDown(event, index)}
                onPointerDown={(event) => {
                  event.currentTarget.setPointerCapture(event.pointerId)
                  setDragged(index)
                }}
                onPointerMove={onPointerMove}
                onPointerUp={() => setDragged(null)}
                onPointerCancel={() => setDragged(null)}
              >
                <Icon name="grip" size={16} />
              </ActionIcon>,
            )}
          </li>
        ))}
      </ol>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </>
  )
}

function handlesIn(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.children ?? [])].flatMap((row) => row.querySelector<HTMLElement>('[data-handle]') ?? [])
}

/** Where a row dragged to this height belongs: past every row whose middle it has crossed. */
function placeAt(list: HTMLElement | null, y: number, from: number): number {
  const middles = [...(list?.children ?? [])].map((row) => {
    const { top, height } = row.getBoundingClientRect()
    return top + height / 2
  })
  const below = middles.findIndex((middle, index) => index < from && y < middle)
  if (below !== -1) return below
  const above = middles.findLastIndex((middle, index) => index > from && y > middle)
  return above === -1 ? from : above
}

/** The list with one of its items in another place. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const rest = items.filter((_, index) => index !== from)
  return [...rest.slice(0, to), ...items.slice(from, from + 1), ...rest.slice(to)]
}
