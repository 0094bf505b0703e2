import { ProblemError } from '../problem-error.ts'

/** Packs the sort values of a page's last row into an opaque cursor. */
export function writeCursor(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/** Unpacks a cursor of `length` values; all undefined on the first page. Refuses a cursor that is not one of ours. */
export function readCursor(cursor: string | undefined, length: number): (string | undefined)[] {
  if (!cursor) return Array.from({ length })
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (
      Array.isArray(values) &&
      values.length === length &&
      values.every((one) => typeof one === 'string' && !one.includes('\0'))
    )
      return values
  } catch {
    // Falls through to the refusal.
  }
  throw new ProblemError('malformed_request', 'This cursor is not one that an earlier page gave.')
}
