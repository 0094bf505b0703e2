import type { UndoConflict } from '../../contract/api/change-sets.ts'
import { fieldWords } from '../../contract/field-words.ts'
import type { Id } from '../../contract/ids.ts'
import { type UserRecord, UserSpec } from '../../contract/user-spec.ts'
import type { Context } from '../access/context.ts'
import { undoLeaversMove } from '../sites/undo-leavers.ts'
import { loadUserFacts } from '../users/user-facts.ts'
import { carryOut, snapshotToApply } from './change-users.ts'
import { isSame, setField, valueAt } from './fields.ts'
import type { StoredChange } from './history-store.ts'
import type { Intent, PlannedUser } from './intent.ts'
import { editing } from './make-intent.ts'
import { possiblePart } from './possible-part.ts'
import type { ChangeTx } from './record-changes.ts'
import type { Undone } from './undoer.ts'

/** Undo of users: what the change set did, turned round into desired states that go down the same road as any other. */
export async function undoUsers(
  ctx: Context,
  tx: ChangeTx,
  changes: readonly StoredChange[],
  attempt: number,
): Promise<Undone> {
  const facts = await loadUserFacts(
    tx,
    changes.map((change) => change.entity_id),
  )
  const conflicts: UndoConflict[] = []
  const intents: Intent[] = []
  const settled = await undoLeaversMove(tx, changes, facts)
  for (const change of changes) {
    if (settled.has(change.entity_id)) continue
    const user = facts.get(change.entity_id)
    const spec = user ? inverse(change, user.record, conflicts) : null
    if (!user) conflicts.push(conflictOf(change, '', `${change.label} was removed for good.`))
    if (spec) {
      const isTakenBack = change.operation === 'create'
      const origins = change.origins ?? {}
      intents.push({ ...editing(change.entity_id, spec), isTakenBack, origins, putsBack: true })
    }
  }
  if (intents.length === 0) return { undone: settled.size, conflicts }
  const snapshot = await snapshotToApply(tx, intents, attempt)
  const { plan, refused } = possiblePart(intents, snapshot)
  conflicts.push(...conflictsOf(refused, changes))
  if (plan.rows.length === 0) return { undone: settled.size, conflicts }
  await carryOut(ctx, tx, plan)
  conflicts.push(...lostConflicts(plan.rows, changes))
  const changed = plan.rows.filter((row) => row.kind !== 'unchanged')
  return { undone: settled.size + changed.length, conflicts }
}

/** Who cannot go back (their extension has another owner, no licence is left …) stays as they are. */
function conflictsOf(refused: readonly PlannedUser[], changes: readonly StoredChange[]): UndoConflict[] {
  const byUser = new Map(changes.map((change) => [change.entity_id, change]))
  return refused.flatMap(({ intent, problems }) => {
    const change = byUser.get(intent.userId)
    const worst = problems.find((problem) => problem.severity !== 'warning')
    if (!change || !worst) return []
    return [conflictOf(change, worst.field.split('/')[1] ?? '', `${change.label}: ${worst.message}`)]
  })
}

/** What somebody who comes back from the recycle bin had, and others have by now. */
function lostConflicts(rows: readonly PlannedUser[], changes: readonly StoredChange[]): UndoConflict[] {
  const byUser = new Map(changes.map((change) => [change.entity_id, change]))
  return rows.flatMap(({ kind, intent, problems }) => {
    const change = byUser.get(intent.userId)
    if (!change || kind !== 'restore') return []
    return problems
      .filter(({ field, code }) => givenUp.has(field) && code !== 'extension_without_license')
      .map(({ field, message }) => conflictOf(change, field.slice(1), `${change.label}: ${message}`))
  })
}

/** What is free for others while somebody lies in the recycle bin. */
const givenUp: ReadonlySet<string> = new Set(['/extension', '/numbers', '/username', '/externalId', '/license'])

function inverse(change: StoredChange, now: UserRecord, conflicts: UndoConflict[]): UserSpec | null {
  if (change.operation === 'create' || change.operation === 'restore') return undoOfArrival(change, now, conflicts)
  if (change.operation === 'delete') return undoOfDeletion(change, now, conflicts)
  return undoOfUpdate(change, now, conflicts)
}

function undoOfArrival(change: StoredChange, now: UserRecord, conflicts: UndoConflict[]): UserSpec | null {
  if (now.state !== 'deleted') return { state: 'deleted' }
  conflicts.push(conflictOf(change, 'state', `${change.label} was deleted since.`))
  return null
}

function undoOfDeletion(change: StoredChange, now: UserRecord, conflicts: UndoConflict[]): UserSpec | null {
  if (now.state === 'deleted') return { state: change.before?.state === 'suspended' ? 'suspended' : 'active' }
  conflicts.push(conflictOf(change, 'state', `${change.label} was restored since.`))
  return null
}

/** Each field goes back to what it was, unless somebody changed it again. */
function undoOfUpdate(change: StoredChange, now: UserRecord, conflicts: UndoConflict[]): UserSpec | null {
  if (now.state === 'deleted') {
    conflicts.push(conflictOf(change, 'state', `${change.label} was deleted since.`))
    return null
  }
  const wish: Record<string, unknown> = {}
  for (const [field, after] of Object.entries(change.after ?? {})) {
    if (isSame(plainValue(after), valueAt(now, field)))
      setField(wish, field, plainValue(change.before?.[field] ?? null))
    else
      conflicts.push(
        conflictOf(
          change,
          field,
          `${change.label}: ${fieldWords(field)} was changed again since, so it is left as it is.`,
        ),
      )
  }
  return Object.keys(wish).length > 0 ? UserSpec.parse(wish) : null
}

/** History keeps site and licence with their names; the wish needs the id. */
function plainValue(value: unknown): unknown {
  if (typeof value === 'object' && value !== null && 'id' in value && 'name' in value) return value.id
  return value
}

function conflictOf(change: StoredChange, field: string, message: string): UndoConflict {
  return { entity: 'user', entityId: change.entity_id as Id, label: change.label, field, message }
}
