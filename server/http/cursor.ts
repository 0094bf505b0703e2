import { isId } from '../../contract/ids.ts'
import { ProblemError } from '../problem-error.ts'

/** Packs the sort values of a page's last row into an opaque cursor. */
export function writeCursor(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

const checks = {
  text: (value: string) => value.isWellFormed() && !value.includes('\0'),
  id: isId,
  count: (value: string) => /^\d{1,9}$/.test(value),
  moment: (value: string) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) && !Number.isNaN(Date.parse(value)),
} as const

/** Unpacks a cursor of values of these kinds; all undefined on the first page. Refuses a cursor that is not one of ours, or does not belong here. */
export function readCursor(
  cursor: string | undefined,
  kinds: readonly (keyof typeof checks)[],
  belongs: (values: readonly string[]) => boolean = () => true,
): (string | undefined)[] {
  if (!cursor) return kinds.map(() => undefined)
  const values = parsed(cursor)
  const isOurs =
    Array.isArray(values) &&
    values.length === kinds.length &&
    kinds.every((kind, index) => typeof values[index] === 'string' && checks[kind](values[index])) &&
    belongs(values)
  if (!isOurs) throw new ProblemError('malformed_request', 'This cursor is not one that an earlier page gave.')
  return values
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    return null
  }
}
