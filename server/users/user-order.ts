import { type RawBuilder, sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import type { UserSort } from '../../contract/user-filter.ts'
import { readCursor, writeCursor } from '../http/cursor.ts'

/** A person's place in a sorted list: what the list is sorted by, then the id. */
export interface Place {
  readonly key: string
  readonly id: Id
}

/** The order of a list: `key` as SQL of the user `u`, and the sign of its comparison. */
export interface UserOrder {
  readonly key: RawBuilder<unknown>
  readonly type: 'text' | 'timestamptz' | 'uuid'
  readonly isDescending: boolean
}

/** How a list is sorted. Who has no extension stands last in either direction. */
export function orderOf(sort: UserSort): UserOrder {
  const isDescending = sort.startsWith('-')
  switch (sort.replace('-', '')) {
    case 'username':
      return { key: sql`u.username_key`, type: 'text', isDescending }
    case 'extension':
      return { key: sql`coalesce(u.extension_key, ${isDescending ? '' : '~'})`, type: 'text', isDescending }
    // Ids sort by time of creation.
    case 'created':
      return { key: sql`u.id`, type: 'uuid', isDescending }
    case 'changed':
      return { key: sql`u.updated_at`, type: 'timestamptz', isDescending }
    default:
      return { key: sql`u.sort_key`, type: 'text', isDescending }
  }
}

/** `order by` of this order. */
export function inOrder({ key, isDescending }: UserOrder): RawBuilder<unknown> {
  const direction = sql.raw(isDescending ? 'desc' : 'asc')
  return sql`${key} ${direction}, u.id ${direction}`
}

/** Whether the user `u` comes after that place. */
export function isAfter({ key, type, isDescending }: UserOrder, place: Place | undefined): RawBuilder<boolean> {
  if (!place) return sql`true`
  const value = sql`${place.key}::${sql.raw(type)}${sql.raw(type === 'text' ? ' collate "C"' : '')}`
  return sql<boolean>`(${key}, u.id) ${sql.raw(isDescending ? '<' : '>')} (${value}, ${place.id}::uuid)`
}

/** The cursor that begins after a place; it holds for lists of that order only. */
export function writePlace(sort: UserSort, place: Place): string {
  return writeCursor([sort, place.key, place.id])
}

/** Where a page begins; undefined for the first. */
export function readPlace(sort: UserSort, cursor: string | undefined): Place | undefined {
  const { type } = orderOf(sort)
  const kinds = { text: 'text', uuid: 'id', timestamptz: 'moment' } as const
  const [of, key, id] = readCursor(cursor, ['text', kinds[type], 'id'], (values) => values[0] === sort)
  return of === undefined || key === undefined || id === undefined ? undefined : { key, id }
}
