import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { Id } from '../ids.ts'
import { DryRunQuery, PageQuery, pageOf } from '../paging.ts'
import { Problem } from '../problems.ts'
import { Actor, ChangeSource } from '../roles.ts'
import { TaskStarted } from './tasks.ts'

export const EntityKind = z.enum([
  'user',
  'device',
  'site',
  'licenseType',
  'profile',
  'number',
  'apiToken',
  'tenant',
  'leaving',
  'succession',
  'numberAllowance',
])
export type EntityKind = z.infer<typeof EntityKind>

export const ChangeOperation = z.enum(['create', 'update', 'suspend', 'delete', 'restore', 'purge', 'erase'])
export type ChangeOperation = z.infer<typeof ChangeOperation>

/** What happened to one entity. `before` is null on creation, `after` on deletion for good. */
export const ChangeView = z.object({
  entity: EntityKind,
  entityId: z.string(),
  label: z.string(),
  operation: ChangeOperation,
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
})
export type ChangeView = z.infer<typeof ChangeView>

export const ChangeSetView = z.object({
  id: Id,
  /** A sentence's middle: "created Maya Ortiz". */
  summary: z.string(),
  source: ChangeSource,
  actor: Actor,
  at: z.string(),
  count: z.int(),
  /** The change set that this one took back, and the one that took this one back. */
  undoOf: Id.nullable(),
  undoneBy: Id.nullable(),
  canUndo: z.boolean(),
  /** Why it cannot be undone; null when it can. */
  cannotUndoReason: z.string().nullable(),
})
export type ChangeSetView = z.infer<typeof ChangeSetView>

/** A field that was changed again since, and is therefore left alone. */
export const UndoConflict = z.object({
  entity: EntityKind,
  entityId: z.string(),
  label: z.string(),
  field: z.string(),
  message: z.string(),
})
export type UndoConflict = z.infer<typeof UndoConflict>

export const UndoAnswer = z.object({
  /** Null for a dry run, or when nothing was left to take back. */
  changeSetId: Id.nullable(),
  undone: z.int(),
  conflicts: z.array(UndoConflict),
  problems: z.array(Problem),
})
export type UndoAnswer = z.infer<typeof UndoAnswer>

const params = z.object({ id: Id })

export const changeSetEndpoints = {
  listChangeSets: endpoint({
    method: 'GET',
    path: '/change-sets',
    tag: 'History',
    summary: 'Every change, newest first; of one entity with `entityId`',
    access: 'admin',
    effect: 'read',
    status: 200,
    query: PageQuery.extend({ entityId: z.string().max(64).optional() }),
    answer: pageOf(ChangeSetView),
  }),
  getChangeSet: endpoint({
    method: 'GET',
    path: '/change-sets/{id}',
    tag: 'History',
    summary: 'One change set with each change, at most 1,000',
    access: 'admin',
    effect: 'read',
    status: 200,
    params,
    answer: ChangeSetView.extend({ changes: z.array(ChangeView) }),
  }),
  undoChangeSet: endpoint({
    method: 'POST',
    path: '/change-sets/{id}/undo',
    tag: 'History',
    summary:
      'Takes a change set back; what was changed again since is named and left alone. Above 500 changes 202 with a task',
    access: 'admin',
    effect: 'changes',
    status: 200,
    mayBecomeTask: true,
    params,
    query: DryRunQuery,
    answer: z.union([UndoAnswer, TaskStarted]),
  }),
}
