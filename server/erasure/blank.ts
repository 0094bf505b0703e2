import { type RawBuilder, sql } from 'kysely'
import type { PersonalTerms } from './personal-terms.ts'

/** What stands where somebody was. */
export const erasedName = 'Somebody who was erased'

/** What kind of column text lies in. */
export type TextKind = 'text' | 'jsonb' | 'text[]'

/** The column's text with every mention of the person replaced. */
export function blanked(column: RawBuilder<unknown>, kind: TextKind, terms: PersonalTerms): RawBuilder<unknown> {
  const cast = { text: sql``, jsonb: sql`::jsonb`, 'text[]': sql`::text[]` }[kind]
  const text = patterns(kind, terms).reduce<RawBuilder<unknown>>(
    (inner, { pattern, by }) => sql`regexp_replace(${inner}, ${pattern}, ${by}, 'g')`,
    sql`${column}::text`,
  )
  return sql`(${text})${cast}`
}

/** Whether the column mentions the person. */
export function mentions(column: RawBuilder<unknown>, kind: TextKind, terms: PersonalTerms): RawBuilder<boolean> {
  const tests = patterns(kind, terms).map(({ pattern }) => sql`${column}::text ~ ${pattern}`)
  return tests.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(tests, sql` or `)})`
}

interface Pattern {
  readonly pattern: string
  readonly by: string
}

function patterns(kind: TextKind, { anywhere, whole }: PersonalTerms): Pattern[] {
  const spelled = kind === 'text' ? (term: string) => term : (term: string) => JSON.stringify(term).slice(1, -1)
  const found: Pattern[] = []
  if (anywhere.length > 0)
    found.push({
      pattern: `(?<![[:alnum:]])(?:${anywhere.map((term) => escaped(spelled(term))).join('|')})(?![[:alnum:]])`,
      by: erasedName,
    })
  if (whole.length > 0) {
    const one = whole.map((term) => escaped(spelled(term))).join('|')
    if (kind === 'text') found.push({ pattern: `^(?:${one})$`, by: erasedName })
    if (kind === 'jsonb') found.push({ pattern: `"(?:${one})"`, by: `"${erasedName}"` })
  }
  return found
}

/** For a regular expression of PostgreSQL. */
function escaped(term: string): string {
  return term.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
