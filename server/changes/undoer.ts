import type { UndoConflict } from '../../contract/api/change-sets.ts'
import type { Context } from '../access/context.ts'
import type { StoredChange } from './history-store.ts'
import type { ChangeTx } from './record-changes.ts'

/** What became of the changes that were to be taken back. */
export interface Undone {
  readonly undone: number
  readonly conflicts: readonly UndoConflict[]
}

/** Turns the changes of one kind of entity round, inside the transaction; what was changed again since is a conflict and left alone. */
export type Undoer = (ctx: Context, tx: ChangeTx, changes: readonly StoredChange[], attempt: number) => Promise<Undone>
