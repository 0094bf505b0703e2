import type { StoredChange } from './history-store.ts'
import type { Undoer } from './undoer.ts'

/**
 * Changes that were made one after the other to the same entity are taken back in the opposite order: first the last layer, in which no
 * entity is named twice.
 */
export function inLayers(undoer: Undoer): Undoer {
  return async (ctx, tx, changes, attempt) => {
    const outcomes = []
    for (const layer of layersOf(changes).reverse()) outcomes.push(await undoer(ctx, tx, layer, attempt))
    return {
      undone: outcomes.reduce((sum, outcome) => sum + outcome.undone, 0),
      conflicts: outcomes.flatMap((outcome) => outcome.conflicts),
    }
  }
}

/** The changes in order, cut wherever an entity is changed again. */
export function layersOf(changes: readonly StoredChange[]): StoredChange[][] {
  const layers: StoredChange[][] = [[]]
  let seen = new Set<string>()
  for (const change of changes) {
    if (seen.has(change.entity_id)) {
      layers.push([])
      seen = new Set()
    }
    seen.add(change.entity_id)
    layers.at(-1)?.push(change)
  }
  return layers
}
