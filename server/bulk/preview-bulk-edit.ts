import type { BulkPlan, BulkPlanRow, BulkProblem } from '../../contract/api/bulk-edit.ts'
import type { Context } from '../access/context.ts'
import type { Plan, PlannedUser, Snapshot } from '../changes/intent.ts'
import { labelled } from '../changes/labelled.ts'
import { countsOf, fingerprintOf } from './bulk-fingerprint.ts'
import { type BulkInput, type BulkPlanned, nameOf, planBulkEdit, worstOf } from './plan-bulk-edit.ts'

const mostRows = 100
const mostNames = 5

/** What a bulk edit would do, and nothing happens. */
export async function previewBulkEdit(ctx: Context, input: BulkInput): Promise<BulkPlan> {
  return ctx.house.db.inTenant(ctx.tenantId, async (tx) => bulkPlanView(await planBulkEdit(tx, input, null)))
}

/** A plan of many, as people and programs read it. */
export function bulkPlanView(planned: BulkPlanned): BulkPlan {
  const { plan, refused, missing } = planned
  const counts = countsOf(planned)
  return {
    totals: { users: counts.changed + counts.unchanged + counts.refused, ...counts },
    problems: [...gone(missing.length), ...grouped(refused), ...grouped(plan.rows)],
    licenses: licensesOf(plan, refused),
    numbers: sum(
      plan.rows,
      ({ before, after }) => after.numbers.filter((one) => !before?.numbers.includes(one)).length,
    ),
    extensions: sum(plan.rows, ({ before, after }) =>
      after.extension && after.extension !== before?.extension ? 1 : 0,
    ),
    rows: inOrder(plan, refused).map((row) => rowView(row, plan.snapshot)),
    fingerprint: fingerprintOf(planned),
  }
}

function sum(rows: readonly PlannedUser[], of: (row: PlannedUser) => number): number {
  return rows.reduce((total, row) => total + of(row), 0)
}

/** By code: what stands in the way of each who cannot be changed, and warnings about those who can. */
function grouped(rows: readonly PlannedUser[]): BulkProblem[] {
  const groups = new Map<string, BulkProblem>()
  for (const row of rows) {
    const worst = worstOf(row)
    const isSaid = new Set<string>()
    for (const { code, severity, message } of worst ? [worst] : row.problems) {
      if (isSaid.has(code)) continue
      isSaid.add(code)
      const group = groups.get(code) ?? { code, severity, message, count: 0, names: [] }
      const names = group.names.length < mostNames ? [...group.names, nameOf(row)] : group.names
      groups.set(code, { ...group, count: group.count + 1, names })
    }
  }
  return [...groups.values()].sort((a, b) => b.count - a.count)
}

function gone(count: number): BulkProblem[] {
  const message = 'This user was removed for good.'
  return count === 0 ? [] : [{ code: 'not_found', severity: 'error', message, count, names: [] }]
}

/** What each pool gives and gets back; those who are refused for want of a licence want one, too. */
function licensesOf({ rows, snapshot }: Plan, refused: readonly PlannedUser[]): BulkPlan['licenses'] {
  const wanting = [...rows, ...refused.filter((row) => worstOf(row)?.severity === 'shortage')]
  const moved = wanting.filter(({ before, after }) => before?.license !== after.license)
  return [...snapshot.licenses.values()]
    .map(({ id, name, owned, used }) => ({
      id,
      name,
      free: owned - used,
      needed: sum(moved, ({ before, after }) => Number(after.license === id) - Number(before?.license === id)),
    }))
    .filter(({ needed }) => needed !== 0)
}

function inOrder({ rows }: Plan, refused: readonly PlannedUser[]): PlannedUser[] {
  const warned = rows.filter(({ problems }) => problems.length > 0)
  const plain = rows.filter(({ kind, problems }) => problems.length === 0 && kind !== 'unchanged')
  const unchanged = rows.filter(({ kind, problems }) => problems.length === 0 && kind === 'unchanged')
  return [...refused, ...warned, ...plain, ...unchanged].slice(0, mostRows)
}

function rowView(row: PlannedUser, snapshot: Snapshot): BulkPlanRow {
  const before = row.before && labelled(row.before, row.changed, snapshot)
  const after = labelled(row.after, row.changed, snapshot)
  return {
    userId: row.intent.userId,
    name: nameOf(row),
    kind: row.kind === 'create' ? 'update' : row.kind,
    changes: row.changed.map((field) => ({ field, before: before?.[field] ?? null, after: after[field] })),
    problems: [...row.problems],
  }
}
