import type { KeyboardEvent, MouseEvent, ReactNode } from 'react'
import classes from './data-table.module.css'
import { SelectAll, type Selection, SelectRow, selectByKey } from './row-selection.tsx'
import { Head, type Sorting } from './sort-head.tsx'

/** One column: what its head says and what a row shows there. */
export interface Column<Row> {
  readonly key: string
  readonly label: string
  /** The order that a click on the head asks for. */
  readonly sort?: string
  readonly cell: (row: Row) => ReactNode
  /** Numbers line up at the right. */
  readonly isNumber?: boolean
  /** Stays on one line. */
  readonly isShort?: boolean
  /** Can be missed where the screen has no room for it: shown on middle or only on wide ones, and always in cards. */
  readonly room?: 'middle' | 'wide'
  /** Left out of cards on narrow screens when a row has nothing there. */
  readonly isEmpty?: (row: Row) => boolean
}

interface DataTableProps<Row> {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** Opens a row that was clicked beside its link. The first column holds the link, marked `data-row-link`. */
  onOpen?: (row: Row) => void
  openKey?: string | undefined
  sorting?: Sorting | undefined
  selection?: Selection | undefined
  /** Shown with less weight. */
  isDimmed?: ((row: Row) => boolean) | undefined
}

/** Every list: a table, which becomes cards where it is narrow. Arrow keys walk its rows. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, onOpen, openKey, sorting, selection, isDimmed } = props
  const keys = rows.map(rowKey)
  return (
    <div className={classes.frame}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {selection && <SelectAll keys={keys} selection={selection} />}
            {columns.map((column) => (
              <Head key={column.key} column={column} sorting={sorting} />
            ))}
          </tr>
        </thead>
        <tbody
          onKeyDown={(event) => {
            walkRows(event)
            if (selection) selectByKey(event, keys, selection)
          }}
        >
          {rows.map((row, at) => (
            <tr
              key={rowKey(row)}
              data-key={rowKey(row)}
              data-dimmed={isDimmed?.(row) || undefined}
              data-selected={selection?.isSelected(rowKey(row)) || undefined}
              data-open={rowKey(row) === openKey || undefined}
              data-opens={onOpen !== undefined || undefined}
              onClick={(event) => openUnlessControl(event, () => onOpen?.(row))}
            >
              {selection && <SelectRow keys={keys} at={at} selection={selection} />}
              {columns.map((column) => (
                <Cell key={column.key} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  return (
    <td
      data-label={column.label}
      data-number={column.isNumber || undefined}
      data-short={column.isShort || undefined}
      data-room={column.room}
      data-empty={column.isEmpty?.(row) || undefined}
    >
      {column.cell(row)}
    </td>
  )
}

/** A click beside links, buttons and marked text opens the row. */
function openUnlessControl(event: MouseEvent, open: () => void): void {
  const isControl = event.target instanceof Element && event.target.closest('a, button, input, label, [data-select]')
  if (!isControl && !getSelection()?.toString()) open()
}

/** Up and down move from row to row; while a panel is open it follows. */
function walkRows(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row-link]')]
  const at = document.activeElement instanceof HTMLElement ? links.indexOf(document.activeElement) : -1
  const next = step === undefined || at < 0 ? undefined : links[at + step]
  if (!next) return
  event.preventDefault()
  next.focus()
  next.scrollIntoView({ block: 'nearest' })
  if (event.currentTarget.querySelector('[data-open]')) next.click()
}
