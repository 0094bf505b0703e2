import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'
import type { Reference, ReferenceSource } from './reference.ts'
import { referenceSources } from './registry.ts'

/** What points at these people, by source: one query a source, however many people. */
export async function findReferences(
  tx: TenantTx,
  userIds: readonly Id[],
): Promise<Map<ReferenceSource, readonly Reference[]>> {
  const found = new Map<ReferenceSource, readonly Reference[]>()
  for (const source of referenceSources) found.set(source, await source.find(tx, userIds))
  return found
}
