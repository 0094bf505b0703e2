import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import type { ChangeTx } from '../changes/record-changes.ts'

/**
 * Takes the default away from whoever has it, for another profile that gets it in the same transaction. Two who do so at once stand in line
 * at the tenant's row (`waitInLine`), so the later one wins and there is never none.
 */
export async function clearDefault(tx: ChangeTx, exceptId: Id): Promise<void> {
  const rows = await tx.db
    .updateTable('profile')
    .set({ is_default: false, version: sql`version + 1` })
    .where('tenant_id', '=', tx.tenantId)
    .where('is_default', '=', true)
    .where('id', '<>', exceptId)
    .returning(['id', 'name'])
    .execute()
  for (const { id, name } of rows)
    tx.record({
      entity: 'profile',
      entityId: id,
      label: name,
      operation: 'update',
      before: { isDefault: true },
      after: { isDefault: false },
    })
}
