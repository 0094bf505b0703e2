/** What Excel needs to read UTF-8. */
export const byteOrderMark = '﻿'

/**
 * One line of a CSV file (RFC 4180). A cell that a spreadsheet would take for a formula (OWASP: CSV injection) begins with an apostrophe;
 * a phone number like +442079460000 stays as it is.
 */
export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map((cell) => quotedCell(safeCell(cell ?? ''))).join(',')}\r\n`
}

function safeCell(text: string): string {
  return /^[=+\-@\t\r]/.test(text) && !/^\+\d{3,15}$/.test(text) ? `'${text}` : text
}

function quotedCell(text: string): string {
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
