import { changedFields, valueText } from '../../contract/change-words.ts'
import { fieldWords } from '../../contract/field-words.ts'
import type { HistoryFilter } from '../../contract/history-filter.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { csvFile } from '../csv/csv-file.ts'
import { type ChangeSetRow, changePage, changeSetRows } from './history-store.ts'

const setsAtOnce = 200
const changesAtOnce = 1000

const header = ['When', 'Who', 'How', 'What was done', 'Kind', 'Name', 'Operation', 'Changes', 'Change set']

/** The changes of all sets that match as a CSV file. */
export async function exportChanges(ctx: Context, filter: HistoryFilter) {
  return csvFile(ctx, 'activity', header, lines(ctx, filter))
}

async function* lines(ctx: Context, filter: HistoryFilter) {
  for (let before: Id | undefined; ; ) {
    const page = { before, limit: setsAtOnce }
    const sets = await ctx.house.db.inTenant(ctx.tenantId, (tx) => changeSetRows(tx, filter, page))
    for (const set of sets) yield* linesOf(ctx, set)
    before = sets.at(-1)?.id
    if (sets.length < setsAtOnce) return
  }
}

async function* linesOf(ctx: Context, set: ChangeSetRow) {
  for (let after = -1; ; ) {
    const page = { after, limit: changesAtOnce, entityId: undefined }
    const changes = await ctx.house.db.inTenant(ctx.tenantId, (tx) => changePage(tx, set.id, page))
    yield changes.map((change) => [
      set.created_at.toISOString(),
      set.actor_name,
      set.source,
      set.summary,
      change.entity,
      change.label,
      change.operation,
      changesText(change.before, change.after),
      set.id,
    ])
    after = changes.at(-1)?.position ?? after
    if (changes.length < changesAtOnce) return
  }
}

/** "site: HQ → Leeds; job title: – → Boss". */
function changesText(before: Record<string, unknown> | null, after: Record<string, unknown> | null): string {
  return changedFields(before, after)
    .map((field) => `${fieldWords(field)}: ${valueText(before?.[field])} → ${valueText(after?.[field])}`)
    .join('; ')
}
