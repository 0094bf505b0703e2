import { CountryCode } from '../../contract/texts.ts'
import { type CsvRow, readCsv } from '../csv/read-csv.ts'
import { readNumbers } from './read-numbers.ts'

/** One number that a line of an import names, or why the line cannot be read. */
export interface ImportLine {
  readonly line: number
  readonly text: string
  readonly e164: string | null
  readonly country: string | null
  readonly sharedName: string | null
  readonly reason: string | null
}

interface Columns {
  readonly number: number
  readonly country: number
  readonly sharedName: number
}

/**
 * Reads numbers to import: lines as people write them, ranges included, or CSV with a heading that names the column `number`, and maybe
 * `country` and `shared name`, as our own export does. Says of each line that could not be read why.
 */
export function readImport(text: string, country: string): ImportLine[] {
  const rows = readCsv(text)
  const columns = columnsOf(rows[0]?.cells ?? [])
  if (columns) return rows.slice(1).flatMap((row) => readRow(row, columns, country))
  return text.split(/\r\n?|\n/).flatMap((line, index) => (line.trim() ? readLine(line.trim(), index + 1, country) : []))
}

function columnsOf(heading: readonly string[]): Columns | null {
  const names = heading.map((cell) => cell.trim().toLowerCase())
  const at = (...known: string[]) => names.findIndex((name) => known.includes(name))
  const number = at('number', 'phone number', 'phonenumber', 'e164')
  return number < 0 ? null : { number, country: at('country'), sharedName: at('shared name', 'sharedname') }
}

function readRow({ line, text, cells }: CsvRow, columns: Columns, fallback: string): ImportLine[] {
  // A spreadsheet that was told to leave a cell alone shows its apostrophe.
  const cell = (index: number) => (cells[index] ?? '').trim().replace(/^'(?=[=+\-@])/, '')
  const written = cell(columns.country)
  const country = written === '' ? null : CountryCode.safeParse(written.toUpperCase())
  const bad = (reason: string) => [{ line, text, e164: null, country: null, sharedName: null, reason }]
  if (country && !country.success) return bad(`“${written}” is not a country code like US or GB.`)
  const number = cell(columns.number)
  if (/^\d([.,]\d+)?E\+?\d+$/i.test(number))
    return bad(`“${number}” is what a spreadsheet makes of a long number: digits are lost. Format the column as text.`)
  const sharedName = cell(columns.sharedName) || null
  if (sharedName && sharedName.length > 64) return bad('A shared name has at most 64 characters.')
  return readLine(number, line, country?.data ?? fallback).map((one) => ({
    ...one,
    text,
    country: country?.data ?? null,
    sharedName,
  }))
}

function readLine(text: string, line: number, country: string): ImportLine[] {
  const { numbers, unread } = readNumbers(text, country)
  const common = { line, text, country: null, sharedName: null }
  if (numbers.length === 0 && unread.length === 0) return [{ ...common, e164: null, reason: 'There is no number.' }]
  return [
    ...numbers.map((e164) => ({ ...common, e164, reason: null })),
    ...unread.map((one) => ({ ...common, e164: null, reason: `“${one.text}”: ${one.reason}` })),
  ]
}
