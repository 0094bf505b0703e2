import { Readable } from 'node:stream'
import { byteOrderMark, csvLine } from '../csv/csv-text.ts'
import { type Reply, reply } from './reply.ts'

type Cells = readonly (string | null)[]

/** A CSV file that is read while it is sent, however long it is: its lines come in chunks, and the next is asked for when the last has left. */
export function csvStream(filename: string, header: Cells, chunks: AsyncIterable<readonly Cells[]>): Reply<string> {
  return reply('', {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${filename}"`,
    },
    stream: Readable.from(texts(header, chunks)),
  })
}

async function* texts(header: Cells, chunks: AsyncIterable<readonly Cells[]>): AsyncGenerator<string> {
  yield byteOrderMark + csvLine(header)
  for await (const lines of chunks) yield lines.map(csvLine).join('')
}
