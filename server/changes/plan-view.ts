import type { PlanRow, PlanView } from '../../contract/api/users.ts'
import { listed } from '../../contract/plain-words.ts'
import { formatNumber } from '../numbers/format-number.ts'
import type { Plan, PlannedUser, Snapshot } from './intent.ts'
import { labelled } from './labelled.ts'

/** A plan as people and programs read it. */
export function planView(plan: Plan): PlanView {
  const count = (...kinds: PlanRow['kind'][]) => plan.rows.filter((row) => kinds.includes(row.kind)).length
  return {
    rows: plan.rows.map((row) => rowView(row, plan.snapshot)),
    totals: {
      create: count('create'),
      update: count('update', 'suspend', 'restore'),
      delete: count('delete'),
      unchanged: count('unchanged'),
      invalid: count('invalid'),
      licenses: [...plan.snapshot.licenses.values()].map(({ id, name, owned, used }) => ({
        id,
        name,
        owned,
        used,
        needed: seatsTaken(plan, id),
      })),
      numbers: plan.rows.reduce(
        (sum, row) => sum + row.after.numbers.filter((number) => !row.before?.numbers.includes(number)).length,
        0,
      ),
    },
  }
}

function seatsTaken(plan: Plan, licenseId: string): number {
  return plan.rows.filter((row) => row.after.license === licenseId && row.before?.license !== licenseId).length
}

function rowView(row: PlannedUser, snapshot: Snapshot): PlanRow {
  const before = row.before && labelled(row.before, row.changed, snapshot)
  const after = labelled(row.after, row.changed, snapshot)
  return {
    index: row.index,
    userId: row.intent.isNew ? null : row.intent.userId,
    kind: row.kind,
    chosen: { username: row.after.username || null, extension: row.after.extension, numbers: [...row.after.numbers] },
    changes: row.changed.map((field) => ({ field, before: before?.[field] ?? null, after: after[field] })),
    problems: [...row.problems],
    sentence: sentenceOf(row, snapshot),
  }
}

/** What the person and the company get out of it, in one sentence. */
function sentenceOf(row: PlannedUser, snapshot: Snapshot): string {
  const { after, before } = row
  const name = after.firstName || 'This person'
  if (row.kind === 'delete') return deletionSentence(row, snapshot)
  if (row.kind === 'suspend')
    return `${name} is signed out and calls end now; only emergency calls stay possible. The licence, extension and numbers are kept.`
  if (row.kind === 'unchanged') return 'Nothing would change.'
  const reached = [after.extension, ...after.numbers.map(formatNumber)].filter((one) => one !== null)
  const isMute = row.problems.some(({ code }) => code === 'extension_without_license')
  const license =
    after.license && before?.license !== after.license ? snapshot.licenses.get(after.license)?.name : undefined
  const parts = [
    reached.length === 0
      ? 'is a contact without a phone'
      : isMute
        ? `gets ${listed(reached)} but cannot be called yet`
        : `will be called on ${listed(reached)}`,
    ...(after.extension &&
    !before?.extension &&
    after.state === 'active' &&
    row.kind !== 'restore' &&
    row.intent.spec.sendWelcome !== false
      ? ['gets a welcome mail now']
      : []),
    ...(license ? [`takes 1 ${license} licence`] : []),
  ]
  return `${name} ${listed(parts)}.`
}

function deletionSentence({ before, intent }: PlannedUser, snapshot: Snapshot): string {
  const license = before?.license ? snapshot.licenses.get(before.license)?.name : undefined
  const numbers = (before?.numbers ?? []).map(formatNumber)
  const freed = [
    ...(license ? [`1 ${license} licence`] : []),
    ...(before?.extension ? [`extension ${before.extension}`] : []),
  ]
  const parts = [
    `${before?.firstName} is signed out and calls end now`,
    ...(freed.length > 0 ? [`${listed(freed)} ${freed.length > 1 ? 'become' : 'becomes'} free`] : []),
    ...(numbers.length > 0 ? [`${listed(numbers)} ${fateOf(numbers, intent)}`] : []),
  ]
  return `${listed(parts)}. The user can be restored from the recycle bin for 30 days.`
}

function fateOf(numbers: readonly string[], { isTakenBack }: PlannedUser['intent']): string {
  if (isTakenBack) return numbers.length > 1 ? 'become free' : 'becomes free'
  return `${numbers.length > 1 ? 'rest' : 'rests'} for 30 days`
}
