import type { EntityKind, UndoAnswer, UndoConflict } from '../../contract/api/change-sets.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { undoLicenseTypes } from '../licenses/undo-licenses.ts'
import { undoNumbers } from '../numbers/undo-numbers.ts'
import { ProblemError } from '../problem-error.ts'
import { undoSites } from '../sites/undo-sites.ts'
import { undoTenant } from '../tenants/undo-tenant.ts'
import { retryingCollisions } from './collisions.ts'
import { type ChangeSetRow, changeSetRow, changesOf, type StoredChange } from './history-store.ts'
import { type ChangeTx, changing } from './record-changes.ts'
import { undoUsers } from './undo-users.ts'
import type { Undoer } from './undoer.ts'

/** Kinds that can be taken back, in the order in which it is done: people leave a site before the site goes. */
const undoers: readonly (readonly [EntityKind, Undoer])[] = [
  ['user', undoUsers],
  ['number', undoNumbers],
  ['licenseType', undoLicenseTypes],
  ['site', undoSites],
  ['tenant', undoTenant],
]

/** By kind of entity, or by entity and operation. */
const impossible: Readonly<Record<string, string>> = {
  device: 'A phone’s password cannot be brought back. Add or remove the phone instead.',
  apiToken: 'An API token cannot be brought back. Make a new one instead.',
  'tenant.create': 'The company’s set-up cannot be taken back.',
}

/** Why a change set cannot be undone; null when it can. */
export function whyNotUndoable(set: Pick<ChangeSetRow, 'kinds' | 'undone_by'>): string | null {
  if (set.undone_by !== null) return 'This was already taken back.'
  for (const kind of set.kinds) {
    const reason = impossible[kind] ?? impossible[kind.split('.')[0] ?? '']
    if (reason) return reason
  }
  return null
}

class DryRunEnds extends Error {
  readonly answer: UndoAnswer
  constructor(answer: UndoAnswer) {
    super('dry run')
    this.answer = answer
  }
}

/** Takes a change set back in one transaction. A dry run does the same and then rolls back, so it cannot promise what would not happen. */
export async function undoChangeSet(ctx: Context, id: Id, isDryRun: boolean): Promise<UndoAnswer> {
  try {
    return await retryingCollisions((attempt) => undoOnce(ctx, id, isDryRun, attempt))
  } catch (error) {
    if (error instanceof DryRunEnds) return error.answer
    throw error
  }
}

async function undoOnce(ctx: Context, id: Id, isDryRun: boolean, attempt: number): Promise<UndoAnswer> {
  const work = async (tx: ChangeTx) => {
    const set = await changeSetRow(tx, id)
    const why = whyNotUndoable(set)
    if (why) throw new ProblemError('nothing_to_undo', why)
    const outcome = await undoAll(ctx, tx, await changesOf(tx, id), attempt)
    if (isDryRun) throw new DryRunEnds({ changeSetId: null, problems: [], ...outcome })
    return { ...outcome, summary: set.summary }
  }
  const { result, changeSetId } = await changing(ctx, work, ({ summary }) => `took back: ${summary}`, id)
  if (!changeSetId) throw nothingLeft(result.conflicts)
  return { changeSetId, undone: result.undone, conflicts: [...result.conflicts], problems: [] }
}

async function undoAll(ctx: Context, tx: ChangeTx, changes: readonly StoredChange[], attempt: number) {
  let undone = 0
  const conflicts: UndoConflict[] = []
  for (const [kind, undoer] of undoers) {
    const ofKind = changes.filter((change) => change.entity === kind)
    if (ofKind.length === 0) continue
    const outcome = await undoer(ctx, tx, ofKind, attempt)
    undone += outcome.undone
    conflicts.push(...outcome.conflicts)
  }
  return { undone, conflicts }
}

function nothingLeft(conflicts: readonly UndoConflict[]): ProblemError {
  const [first] = conflicts
  return new ProblemError('undo_conflict', first ? first.message : 'There is nothing left to take back.')
}
