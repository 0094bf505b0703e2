import { Readable } from 'node:stream'
import type { Context } from '../access/context.ts'
import { type Reply, reply } from '../http/reply.ts'
import { recordAccess } from '../signin/record-access.ts'
import { byteOrderMark, csvLine } from './csv-text.ts'

type Cells = readonly (string | null)[]

/**
 * A CSV file of what `about` names, read while it is sent, however long it is: its lines come in chunks, and the next is asked for when the
 * last has left. That it was taken is kept.
 */
export async function csvFile(
  ctx: Context,
  about: string,
  header: Cells,
  chunks: AsyncIterable<readonly Cells[]>,
): Promise<Reply<string>> {
  await ctx.house.db.inTenant(ctx.tenantId, (tx) =>
    recordAccess(tx, { kind: 'export', actor: ctx.actor, about, address: ctx.address }),
  )
  return reply('', {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${about}.csv"`,
    },
    stream: Readable.from(texts(header, chunks)),
  })
}

async function* texts(header: Cells, chunks: AsyncIterable<readonly Cells[]>): AsyncGenerator<string> {
  yield byteOrderMark + csvLine(header)
  for await (const lines of chunks) yield lines.map(csvLine).join('')
}
