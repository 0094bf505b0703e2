import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { previewBulkEdit } from '../bulk/preview-bulk-edit.ts'
import { undoChangeSet } from '../changes/undo.ts'
import { previewLicenses } from '../licenses/change-licenses.ts'
import { previewProfileApply } from '../profiles/apply-profile.ts'
import { previewSiteDeletion } from '../sites/delete-site.ts'
import { runTask } from '../tasks/run-task.ts'

/**
 * What may run in the thread beside, by name: the same functions that run in this one for few users. Only plain data goes in and
 * comes out. New ones are added here and nowhere else.
 */
export const heavyOperations = {
  previewBulkEdit,
  previewLicenses,
  previewProfileApply,
  previewSiteDeletion,
  previewUndo: (ctx: Context, id: Id) => undoChangeSet(ctx, id, { isDryRun: true }),
  runTask,
}
