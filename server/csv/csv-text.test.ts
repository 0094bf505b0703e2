import { describe, expect, it } from 'vitest'
import { csvLine } from './csv-text.ts'
import { readCsv } from './read-csv.ts'

describe('a CSV file that we write', () => {
  it.each(['=1+1', '+cmd|calc', '-2', '@SUM(A1)', '\tx', '\rx', '+44 20 7946 0000;=1'])(
    'holds nothing that a spreadsheet runs: %j',
    (cell) => {
      expect(readCsv(csvLine([cell]))[0]?.cells).toEqual([`'${cell}`.replace('\r', '\n')])
    },
  )

  it('keeps phone numbers readable', () => {
    expect(csvLine(['+442079460000', 'Maya'])).toBe('+442079460000,Maya\r\n')
  })

  it('is read back as it was written', () => {
    const cells = ['a,b', 'say "hi"', 'two\nlines', '', 'Łukasz 李']
    expect(readCsv(csvLine(cells))[0]?.cells).toEqual(cells)
  })
})

describe('a CSV file of others', () => {
  it.each([
    ['a;b\nc;d', ';'],
    ['a\tb\nc\td', 'tab'],
    ['sep=;\na;b\nc;d', 'named ;'],
    ['﻿a,b\r\nc,d\r\n\r\n', ', with a mark, empty lines'],
    ['a,b\rc,d', 'old line ends'],
  ])('is understood: %j (%s)', (text) => {
    expect(readCsv(text).map((row) => row.cells)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
  })

  it('says in which line each row began', () => {
    expect(readCsv('a\n\n"b\nb"\nc').map((row) => row.line)).toEqual([1, 3, 5])
  })

  it('takes a quote that never ends for text, so that it swallows one line only', () => {
    expect(readCsv('"a,b\nc,d').map((row) => row.cells)).toEqual([
      ['"a', 'b'],
      ['c', 'd'],
    ])
  })
})
