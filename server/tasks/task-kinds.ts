import { z } from 'zod'
import { BulkEditSpec } from '../../contract/api/bulk-edit.ts'
import { ProfileApplySpec } from '../../contract/api/profiles.ts'
import { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { bulkEdit } from '../bulk/edit-users.ts'
import { undoResult } from '../changes/start-undo.ts'
import type { StepsAround } from '../changes/steps-around.ts'
import { undoChangeSet } from '../changes/undo.ts'
import { changeLicenses } from '../licenses/change-licenses.ts'
import { applyProfile } from '../profiles/apply-profile.ts'
import { deleteProfile } from '../profiles/delete-profile.ts'
import { deleteSite } from '../sites/delete-site.ts'

/** What a task that runs is given. */
export interface TaskStep extends Required<StepsAround> {
  /** Users with a registered phone when it began, which this thread does not know. */
  readonly registered: readonly Id[]
}

/** How one kind of task is done, in one transaction. */
export interface TaskKind {
  run(ctx: Context, payload: unknown, step: TaskStep): Promise<void>
}

function kind<T extends z.ZodType>(
  payload: T,
  run: (ctx: Context, payload: z.output<T>, step: TaskStep) => Promise<unknown>,
): TaskKind {
  return {
    async run(ctx, stored, step) {
      await run(ctx, payload.parse(stored), step)
    },
  }
}

const LicenseChangePayload = z.object({
  from: Id,
  to: Id.nullable(),
  userIds: z.array(Id).optional(),
  losing: z.enum(['refuse', 'stay', 'giveUp']),
  suspendedOnly: z.boolean(),
})

/** Every kind of task by the name that it is stored under. A stored payload of an older release must still be understood. */
export const taskKinds = {
  bulkEdit: kind(BulkEditSpec, (ctx, spec, { registered, ...step }) => bulkEdit(ctx, { spec, registered }, step)),
  changeLicenses: kind(LicenseChangePayload, changeLicenses),
  deleteSite: kind(z.object({ siteId: Id, movePeopleTo: Id.optional() }), deleteSite),
  applyProfile: kind(z.object({ profileId: Id, spec: ProfileApplySpec }), applyProfile),
  deleteProfile: kind(z.object({ profileId: Id }), (ctx, { profileId }, step) => deleteProfile(ctx, profileId, step)),
  undo: kind(z.object({ changeSetId: Id }), (ctx, { changeSetId }, { report, begin, end }) =>
    undoChangeSet(ctx, changeSetId, { report, begin, end: (tx, outcome) => end(tx, undoResult(outcome)) }),
  ),
} satisfies Readonly<Record<string, TaskKind>>
