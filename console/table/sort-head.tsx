import { Icon } from '../ui/console-icons.tsx'
import classes from './data-table.module.css'

/** In which order the rows stand: the name of an order, with `-` before it for the other direction. */
export interface Sorting {
  readonly by: string
  readonly sort: (by: string) => void
}

interface HeadProps {
  column: { label: string; sort?: string; isNumber?: boolean; room?: string }
  sorting: Sorting | undefined
}

/** The head of a column; where rows can be sorted by it, a button. */
export function Head({ column: { label, sort, isNumber, room }, sorting }: HeadProps) {
  const place = { scope: 'col', 'data-number': isNumber || undefined, 'data-room': room } as const
  if (!sort || !sorting) return <th {...place}>{label}</th>
  const direction = sorting.by === sort ? 'ascending' : sorting.by === `-${sort}` ? 'descending' : undefined
  return (
    <th {...place} aria-sort={direction ?? 'none'}>
      <button
        type="button"
        className={classes.sort}
        onClick={() => sorting.sort(direction === 'ascending' ? `-${sort}` : sort)}
      >
        {label}
        {direction && <Icon name={direction === 'ascending' ? 'up' : 'down'} size={12} />}
      </button>
    </th>
  )
}
