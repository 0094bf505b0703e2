import { Checkbox } from '@mantine/core'
import type { KeyboardEvent } from 'react'

/** Which rows are chosen. While all that match are, shown or not, single ones cannot be taken out. */
export interface Selection {
  readonly isAll: boolean
  isSelected(key: string): boolean
  set(keys: readonly string[], isSelected: boolean): void
  /** The row that was chosen last: a range begins there. */
  readonly last: { current: string | null }
}

/** Chooses every row that is loaded. */
export function SelectAll({ keys, selection }: { keys: readonly string[]; selection: Selection }) {
  const count = keys.filter((key) => selection.isSelected(key)).length
  return (
    <th scope="col" data-select>
      <Checkbox
        size="xs"
        aria-label="Select all that are shown"
        checked={count > 0 && count === keys.length}
        indeterminate={count > 0 && count < keys.length}
        disabled={selection.isAll}
        onChange={(event) => selection.set(keys, event.currentTarget.checked)}
      />
    </th>
  )
}

/** Chooses one row; with Shift all from the one chosen last. */
export function SelectRow({ keys, at, selection }: { keys: readonly string[]; at: number; selection: Selection }) {
  const key = keys[at] ?? ''
  return (
    <td data-select data-label="">
      <Checkbox
        size="xs"
        aria-label={`Select row ${at + 1}`}
        checked={selection.isSelected(key)}
        disabled={selection.isAll}
        onChange={(event) => {
          const isRange = event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey
          choose(keys, at, event.currentTarget.checked, isRange, selection)
        }}
      />
    </td>
  )
}

/** `x` chooses the row that has the focus, with Shift all from the one chosen last. */
export function selectByKey(event: KeyboardEvent, keys: readonly string[], selection: Selection): void {
  const target = event.target instanceof Element && event.target.closest('input') === null ? event.target : null
  const key = target?.closest('tr')?.dataset.key
  if (event.key.toLowerCase() !== 'x' || event.ctrlKey || event.metaKey || event.altKey || key === undefined) return
  if (selection.isAll) return
  event.preventDefault()
  choose(keys, keys.indexOf(key), !selection.isSelected(key), event.shiftKey, selection)
}

function choose(keys: readonly string[], at: number, isSelected: boolean, isRange: boolean, selection: Selection) {
  const from = selection.last.current === null ? -1 : keys.indexOf(selection.last.current)
  const range = isRange && from >= 0 ? keys.slice(Math.min(from, at), Math.max(from, at) + 1) : keys.slice(at, at + 1)
  selection.set(range, isSelected)
  selection.last.current = keys[at] ?? null
}
