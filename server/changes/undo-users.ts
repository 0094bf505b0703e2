import type { UndoConflict } from '../../contract/api/change-sets.ts'
import { fieldWords } from '../../contract/field-words.ts'
import type { Id } from '../../contract/ids.ts'
import { type UserRecord, UserSpec } from '../../contract/user-spec.ts'
import type { Context } from '../access/context.ts'
import { loadUserFacts } from '../users/user-facts.ts'
import { planAndApply, planToApply } from './change-users.ts'
import { setField, valueAt } from './fields.ts'
import type { StoredChange } from './history-store.ts'
import type { Intent } from './intent.ts'
import { isSame } from './plan.ts'
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
  for (const change of changes) {
    const user = facts.get(change.entity_id)
    const spec = user ? inverse(change, user.record, conflicts) : null
    if (!user) conflicts.push(conflictOf(change, '', `${change.label} was removed for good.`))
    if (spec) {
      const numbersOfDeleted = change.operation === 'create' ? 'free' : 'quarantine'
      intents.push({ userId: change.entity_id, isNew: false, spec, expectedVersion: null, numbersOfDeleted })
    }
  }
  const possible = await withoutImpossible(tx, intents, attempt, changes, conflicts)
  if (possible.length === 0) return { undone: 0, conflicts }
  const { plan } = await planAndApply(ctx, tx, possible, attempt)
  return { undone: plan.rows.filter((row) => row.kind !== 'unchanged').length, conflicts }
}

/** Those that can go back; the others (their extension has another owner, no licence is left …) are conflicts and stay as they are. */
async function withoutImpossible(
  tx: ChangeTx,
  intents: readonly Intent[],
  attempt: number,
  changes: readonly StoredChange[],
  conflicts: UndoConflict[],
): Promise<Intent[]> {
  if (intents.length === 0) return []
  const { rows } = await planToApply(tx, intents, attempt)
  const labels = new Map(changes.map((change) => [change.entity_id, change]))
  for (const { kind, intent, problems } of rows) {
    const change = labels.get(intent.userId)
    const worst = problems.find((problem) => problem.severity !== 'warning')
    if (kind !== 'invalid' || !change || !worst) continue
    conflicts.push(conflictOf(change, worst.field.split('/')[1] ?? '', `${change.label}: ${worst.message}`))
  }
  return rows.filter((row) => row.kind !== 'invalid').map((row) => row.intent)
}

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
