import type { Id } from '../../contract/ids.ts'
import type { StoredChange } from '../changes/history-store.ts'
import type { UserFacts } from '../changes/intent.ts'
import type { ChangeTx } from '../changes/record-changes.ts'
import { returnLeavers } from './leaver-store.ts'

/** Takes those of these people who lie in the recycle bin, and were only moved, back to their site; answers whose changes are settled with it. */
export async function undoLeaversMove(
  tx: ChangeTx,
  changes: readonly StoredChange[],
  users: ReadonlyMap<Id, UserFacts>,
): Promise<Set<Id>> {
  const settled = new Set<Id>()
  const moves = changes.filter((change) => isMove(change) && users.get(change.entity_id)?.record.state === 'deleted')
  for (const group of Map.groupBy(moves, (move) => `${idIn(move.before)} ${idIn(move.after)}`).values()) {
    const [{ before, after } = { before: null, after: null }] = group
    const ids = group.map((move) => move.entity_id)
    const back = await returnLeavers(tx, ids, idIn(after) ?? '', idIn(before) ?? '')
    for (const { id, name } of back) {
      settled.add(id)
      tx.record({ entity: 'user', entityId: id, label: name, operation: 'update', before: after, after: before })
    }
  }
  return settled
}

function isMove({ operation, after, before }: StoredChange): boolean {
  return operation === 'update' && Object.keys(after ?? {}).join() === 'site' && idIn(before) !== null
}

function idIn(side: Record<string, unknown> | null): Id | null {
  const site = side?.site
  return typeof site === 'object' && site !== null && 'id' in site && typeof site.id === 'string' ? site.id : null
}
