/** One row of a CSV text, and the line that it began in, counted from 1. */
export interface CsvRow {
  readonly line: number
  readonly text: string
  readonly cells: readonly string[]
}

/**
 * Reads comma-, semicolon- or tab-separated text (RFC 4180) with any kind of line end; a first line `sep=;` names the separator. Empty
 * lines are left out. A quote that is never closed is text like any other.
 */
export function readCsv(source: string): CsvRow[] {
  const text = source.replace(/^﻿/, '').replace(/\r\n?/g, '\n')
  const named = /^sep=(.)\n/.exec(text)
  const separator = named?.[1] ?? separatorOf(text)
  const rows: CsvRow[] = []
  let line = named ? 2 : 1
  for (let at = named?.[0].length ?? 0; at < text.length; ) {
    const { cells, end } = readRow(text, at, separator)
    const raw = text.slice(at, end)
    if (raw.trim() !== '') rows.push({ line, text: raw, cells })
    line += raw.split('\n').length
    at = end + 1
  }
  return rows
}

/** The separator that the first line has most of. */
function separatorOf(text: string): string {
  const [first = ''] = text.split('\n', 1)
  const count = (separator: string) => first.split(separator).length
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best))
}

function readRow(text: string, start: number, separator: string): { cells: string[]; end: number } {
  const cells: string[] = []
  let at = start
  for (;;) {
    const quoted = text[at] === '"' ? readQuoted(text, at, separator) : null
    const end = quoted?.end ?? endOfPlain(text, at, separator)
    cells.push(quoted?.cell ?? text.slice(at, end).trim())
    if (text[end] !== separator) return { cells, end }
    at = end + 1
  }
}

function endOfPlain(text: string, start: number, separator: string): number {
  let at = start
  while (at < text.length && text[at] !== separator && text[at] !== '\n') at += 1
  return at
}

/** A cell in quotes; null where the quotes are not a cell's: never closed, or followed by more. */
function readQuoted(text: string, start: number, separator: string): { cell: string; end: number } | null {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    if (text[at + 1] === '"') {
      at += 1
      continue
    }
    const after = text[at + 1]
    if (after !== undefined && after !== separator && after !== '\n') return null
    return { cell: text.slice(start + 1, at).replaceAll('""', '"'), end: at + 1 }
  }
  return null
}
