import type { NumberFilter } from '../../contract/api/numbers.ts'
import type { Context } from '../access/context.ts'
import { csvFile } from '../csv/csv-file.ts'
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

/** The inventory as a CSV file. */
export async function exportNumbers(ctx: Context, filter: NumberFilter) {
  return csvFile(ctx, 'numbers', header, lines(ctx, filter))
}

async function* lines(ctx: Context, filter: NumberFilter) {
  for (let after: string | undefined; ; ) {
    const page = after
    const rows = await ctx.house.db.inTenant(ctx.tenantId, (tx) => numberRows(tx, filter, page, chunk))
    yield rows.map(cellsOf)
    after = rows.at(-1)?.e164
    if (rows.length < chunk) return
  }
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
