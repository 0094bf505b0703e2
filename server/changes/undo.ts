import { EntityKind, type UndoAnswer, type UndoConflict } from '../../contract/api/change-sets.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import type { TenantTx } from '../db/database.ts'
import { undoLeavings, undoSuccessions } from '../leaving/undo-leavings.ts'
import { undoLicenseTypes } from '../licenses/undo-licenses.ts'
import { undoAllowance } from '../numbers/undo-allowance.ts'
import { bringNumbersBack, takeNumbersBack } from '../numbers/undo-numbers.ts'
import { ProblemError, problemAt } from '../problem-error.ts'
import { bringProfilesBack, takeProfilesBack } from '../profiles/undo-profiles.ts'
import { bringSitesBack, takeSitesBack } from '../sites/undo-sites.ts'
import { undoTenant } from '../tenants/undo-tenant.ts'
import { retryingCollisions } from './collisions.ts'
import { type ChangeSetRow, changeSetRow, changesOf, type StoredChange } from './history-store.ts'
import type { Report } from './progress.ts'
import { type ChangeTx, changing } from './record-changes.ts'
import { undoSummary } from './summary.ts'
import { inLayers } from './undo-layers.ts'
import { undoUsers } from './undo-users.ts'
import type { Undoer, Undone } from './undoer.ts'

/** Kinds that can be taken back, in the order in which it is done: people leave a site before the site goes, and have a number back when it is here again. */
const undoers: readonly (readonly [EntityKind, Undoer])[] = [
  ['profile', bringProfilesBack],
  ['numberAllowance', undoAllowance],
  ['number', bringNumbersBack],
  ['site', bringSitesBack],
  ['user', inLayers(undoUsers)],
  ['succession', undoSuccessions],
  ['leaving', undoLeavings],
  ['number', takeNumbersBack],
  ['licenseType', undoLicenseTypes],
  ['site', takeSitesBack],
  ['profile', takeProfilesBack],
  ['tenant', undoTenant],
]

/** By kind of entity, or by entity and operation. */
const impossible: Readonly<Record<string, string>> = {
  device: 'A phone’s password cannot be brought back. Add or remove the phone instead.',
  apiToken: 'An API token cannot be brought back. Make a new one instead.',
  'user.purge': 'Who was deleted for good cannot be brought back.',
  'user.erase': 'Who was erased cannot be brought back.',
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

/** How a change set is taken back. `begin` and `end` are called first and last in its transaction. */
export interface UndoOptions {
  readonly isDryRun?: boolean
  readonly report?: Report
  begin?(tx: TenantTx): Promise<void>
  end?(tx: ChangeTx, outcome: Undone): Promise<void>
}

/** Takes a change set back in one transaction. A dry run does the same and then rolls back, so it cannot promise what would not happen. */
export async function undoChangeSet(ctx: Context, id: Id, options: UndoOptions = {}): Promise<UndoAnswer> {
  try {
    return await retryingCollisions((attempt) => undoOnce(ctx, id, options, attempt))
  } catch (error) {
    if (error instanceof DryRunEnds) return error.answer
    throw error
  }
}

async function undoOnce(ctx: Context, id: Id, options: UndoOptions, attempt: number): Promise<UndoAnswer> {
  const work = async (tx: ChangeTx) => {
    await options.begin?.(tx)
    const set = await undoableSet(tx, id)
    tx.report({ phase: 'reading', done: 0, total: set.count })
    const outcome = await undoAll(ctx, tx, await changesOf(tx, id), attempt)
    if (options.isDryRun) throw new DryRunEnds({ changeSetId: null, problems: [], ...outcome })
    if (outcome.undone === 0) throw nothingLeft(outcome.conflicts)
    await options.end?.(tx, outcome)
    return { ...outcome, summary: set.summary }
  }
  const { result, changeSetId } = await changing(ctx, work, ({ summary }) => undoSummary(summary), id, options.report)
  if (!changeSetId) throw nothingLeft(result.conflicts)
  return { changeSetId, undone: result.undone, conflicts: [...result.conflicts], problems: [] }
}

/** The change set, which can be taken back; refuses with the reason why it cannot. */
export async function undoableSet(tx: TenantTx, id: Id): Promise<ChangeSetRow> {
  const set = await changeSetRow(tx, id)
  const why = whyNotUndoable(set)
  if (why) throw new ProblemError('nothing_to_undo', why)
  return set
}

async function undoAll(ctx: Context, tx: ChangeTx, changes: readonly StoredChange[], attempt: number) {
  let undone = 0
  const conflicts: UndoConflict[] = changes.filter(isErased).map(erasedConflict)
  for (const [kind, undoer] of undoers) {
    const ofKind = changes.filter((change) => change.entity === kind && !isErased(change))
    if (ofKind.length === 0) continue
    const outcome = await undoer(ctx, tx, ofKind, attempt)
    undone += outcome.undone
    conflicts.push(...outcome.conflicts)
  }
  return { undone, conflicts }
}

function isErased({ erased_at }: StoredChange): boolean {
  return erased_at !== null
}

/** What history no longer knows cannot be put back. */
function erasedConflict({ entity, entity_id, label }: StoredChange): UndoConflict {
  const message = 'What this was about was erased, so it cannot be put back.'
  return { entity: EntityKind.parse(entity), entityId: entity_id, label, field: '', message }
}

function nothingLeft(conflicts: readonly UndoConflict[]): ProblemError {
  const [first] = conflicts
  const problems = conflicts.slice(0, 100).map(({ message }) => problemAt('', 'undo_conflict', message))
  return new ProblemError('undo_conflict', first ? first.message : 'There is nothing left to take back.', problems)
}
