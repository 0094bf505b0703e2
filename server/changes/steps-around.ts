import type { TaskResult } from '../../contract/api/tasks.ts'
import type { TenantTx } from '../db/database.ts'
import type { Report } from './progress.ts'
import type { ChangeTx } from './record-changes.ts'

/** What happens around a change that may be a task: `begin` and `end` are called first and last in its transaction. */
export interface StepsAround {
  readonly report?: Report
  begin?(tx: TenantTx): Promise<void>
  end?(tx: ChangeTx, result: TaskResult): Promise<void>
}
