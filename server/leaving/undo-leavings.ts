import { z } from 'zod'
import type { UndoConflict } from '../../contract/api/change-sets.ts'
import { OffboardWish } from '../../contract/api/leaving.ts'
import { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { isSame } from '../changes/fields.ts'
import type { StoredChange } from '../changes/history-store.ts'
import type { ChangeTx } from '../changes/record-changes.ts'
import type { Undone } from '../changes/undoer.ts'
import { loadTargetUsers } from '../users/service-target-store.ts'
import { selectLeaving } from './leaving-store.ts'
import { forgetLeaving, keptLeaving, planLeaving } from './planned-leaving.ts'
import { type Succession, selectSuccessions } from './succession-store.ts'
import { changeSuccessions, endSuccessionsInTx, keptSuccession } from './successions.ts'

const KeptSuccession = z.object({ leaverId: Id, successorId: Id, until: z.coerce.date() })
const KeptLeaving = z.object({ at: z.coerce.date(), wish: OffboardWish })

/** Undo of successions: calls ring whom they rang before, unless somebody changed that again. */
export async function undoSuccessions(_ctx: Context, tx: ChangeTx, changes: readonly StoredChange[]): Promise<Undone> {
  const now = await selectSuccessions(
    tx,
    changes.map((change) => change.entity_id),
  )
  const conflicts: UndoConflict[] = []
  const back: Succession[] = []
  const ended: Succession[] = []
  for (const change of changes) {
    const current = now.get(change.entity_id)
    const before = change.before && { dialed: change.entity_id, ...KeptSuccession.parse(change.before) }
    if (!isSame(current ? keptSuccession(current) : null, change.after))
      conflicts.push(conflictOf(change, `Where ${change.label} go was changed again since, so it is left as it is.`))
    else if (before && before.until.getTime() <= Date.now())
      conflicts.push(conflictOf(change, `The time for which ${change.label} rang a successor is over.`))
    else if (before) back.push(before)
    else if (current) ended.push(current)
  }
  const isHere = await loadTargetUsers(
    tx,
    back.map((one) => one.successorId),
  )
  const possible = back.filter((one) => isHere.has(one.successorId))
  await changeSuccessions(tx, possible)
  await endSuccessionsInTx(tx, ended)
  return { undone: possible.length + ended.length, conflicts }
}

/** Undo of planned leavings: a plan is forgotten, or is again what it was, unless its time is over. */
export async function undoLeavings(ctx: Context, tx: ChangeTx, changes: readonly StoredChange[]): Promise<Undone> {
  const conflicts: UndoConflict[] = []
  let undone = 0
  for (const change of changes) {
    const conflict = await undoLeaving(ctx, tx, change)
    if (conflict === null) undone += 1
    else conflicts.push(conflictOf(change, conflict))
  }
  return { undone, conflicts }
}

async function undoLeaving(ctx: Context, tx: ChangeTx, change: StoredChange): Promise<string | null> {
  const person = { id: change.entity_id, name: change.label }
  const current = await selectLeaving(tx, person.id)
  if (!isSame(current && keptLeaving(current), change.after))
    return `The planned leaving of ${change.label} was changed again since, so it is left as it is.`
  if (change.before === null) {
    await forgetLeaving(tx, person)
    return null
  }
  const before = KeptLeaving.parse(change.before)
  if (before.at.getTime() <= Date.now()) return `The time at which ${change.label} was to leave is over.`
  if (!(await loadTargetUsers(tx, [person.id])).has(person.id)) return `${change.label} is not here any more.`
  await planLeaving(tx, person, { ...before, plannedBy: ctx.actor })
  return null
}

function conflictOf(change: StoredChange, message: string): UndoConflict {
  const entity = change.entity === 'leaving' ? 'leaving' : 'succession'
  return { entity, entityId: change.entity_id, label: change.label, field: '', message }
}
