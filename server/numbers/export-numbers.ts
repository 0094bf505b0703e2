import type { NumberFilter } from '../../contract/api/numbers.ts'
import type { Context } from '../access/context.ts'
import { byteOrderMark, csvLine } from '../csv/csv-text.ts'
import { reply } from '../http/reply.ts'
import { type NumberRow, numberRows } from './list-numbers.ts'

const chunk = 5000

/** The names of the columns; an import understands those it needs. */
const header = [
  'number',
  'country',
  'kind',
  'state',
  'user',
  'extension',
  'primary',
  'shared name',
  'rests until',
  'released',
  'temporary number',
]

/** The inventory as a CSV file. Read in pages, so that a large one stops nobody. */
export async function exportNumbers(ctx: Context, filter: NumberFilter) {
  const lines = [byteOrderMark, csvLine(header)]
  await ctx.house.db.inTenant(ctx.tenantId, async (tx) => {
    for (let after: string | undefined; ; ) {
      const rows = await numberRows(tx, filter, after, chunk)
      for (const row of rows) lines.push(csvLine(cellsOf(row)))
      after = rows.at(-1)?.e164
      if (rows.length < chunk) return
    }
  })
  return reply(lines.join(''), {
    headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="numbers.csv"' },
  })
}

function cellsOf(row: NumberRow): (string | null)[] {
  const restsUntil = row.state === 'quarantined' ? (row.quarantined_until?.toISOString() ?? null) : null
  return [
    row.e164,
    row.country,
    row.category === 'tollFree' ? 'toll-free' : 'local',
    row.state,
    row.user_id ? `${row.first_name} ${row.last_name}` : null,
    row.extension,
    row.position === 0 ? 'yes' : null,
    row.shared_name,
    restsUntil,
    row.released_at?.toISOString() ?? null,
    row.temporary_number,
  ]
}
