import { type Figure, type Findings, isMet, ratioOf } from './figure.ts'

const headings = ['', 'measured', 'yardstick', 'ratio', 'goal', '']

/** One benchmark's figures as a table for people, side by side with their yardsticks. */
export function reportText(title: string, { figures, missing = [] }: Findings): string {
  const rows = [headings, ...figures.map(rowOf)]
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  const lines = rows.map((row) => row.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join('  '))
  const notes = figures.flatMap(({ what, note }) => (note ? [`${what}: ${note}`] : []))
  const rest = [...notes, ...missing.map((text) => `Not measured: ${text}`)]
  return [title, ...lines, ...rest].map((line) => line.trimEnd()).join('\n  ')
}

function rowOf(figure: Figure): string[] {
  const { what, value, unit, yardstick, goal } = figure
  const ratio = ratioOf(figure)
  return [
    what,
    withUnit(value, unit),
    yardstick ? `${withUnit(yardstick.value, unit)} ${yardstick.what}` : '',
    ratio === undefined ? '' : ratio.toFixed(2),
    goal ? `${goal.kind} ${goal.kind === 'ratio at least' ? goal.value : withUnit(goal.value, unit)}` : '',
    mark(isMet(figure)),
  ]
}

function mark(met: boolean | undefined): string {
  if (met === undefined) return ''
  return met ? '✓ met' : '✗ missed'
}

function withUnit(value: number, unit: Figure['unit']): string {
  const digits = value < 10 ? 2 : value < 100 ? 1 : 0
  const text = value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return unit === '/s' ? `${text}/s` : `${text} ${unit}`
}

function pad(text: string, width: number, column: number): string {
  return column === 1 || column === 3 ? text.padStart(width) : text.padEnd(width)
}
