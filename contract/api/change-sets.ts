import { z } from 'zod'
import { condition } from '../condition.ts'
import { endpoint } from '../endpoint.ts'
import { HistoryFilter } from '../history-filter.ts'
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
  /** The change set that took that undo back: what was undone holds again. */
  redoneBy: Id.nullable(),
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

/** What is kept of who got in, who tried, who saw a secret and who took data out. */
export const AccessKind = z.enum([
  'signIn',
  'signInFailed',
  'passwordSet',
  'signOutEverywhere',
  'secretShown',
  'export',
])
export type AccessKind = z.infer<typeof AccessKind>

export const AccessView = z.object({
  id: Id,
  kind: z.string(),
  actor: Actor,
  /** What it was about, where that is not the actor: a person by name, an export by what it holds. */
  about: z.string().nullable(),
  address: z.string(),
  at: z.string(),
})
export type AccessView = z.infer<typeof AccessView>

const params = z.object({ id: Id })

export const changeSetEndpoints = {
  listChangeSets: endpoint({
    method: 'GET',
    path: '/change-sets',
    tag: 'History',
    summary: 'Every change set, newest first, that matches all conditions',
    access: 'admin',
    effect: 'read',
    status: 200,
    query: PageQuery.extend(HistoryFilter.shape),
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
  listChanges: endpoint({
    method: 'GET',
    path: '/change-sets/{id}/changes',
    tag: 'History',
    summary: 'Each change of one set in the order they were made, however many; those to one thing with `entityId`',
    access: 'admin',
    effect: 'read',
    status: 200,
    params,
    query: PageQuery.extend({ entityId: z.string().max(64).optional() }),
    answer: pageOf(ChangeView),
  }),
  listActors: endpoint({
    method: 'GET',
    path: '/change-sets/actors',
    tag: 'History',
    summary: 'Everybody and everything that ever changed something, with the key that `actor` takes',
    access: 'admin',
    effect: 'read',
    status: 200,
    answer: z.object({ items: z.array(Actor.extend({ key: z.string() })) }),
  }),
  exportChanges: endpoint({
    method: 'GET',
    path: '/change-sets/export.csv',
    tag: 'History',
    summary:
      'The changes of the sets that match as a CSV file, newest first, one line each. That it was exported is kept',
    access: 'admin',
    effect: 'read',
    status: 200,
    media: 'text/csv',
    query: HistoryFilter,
    answer: z.string(),
  }),
  listAccessEvents: endpoint({
    method: 'GET',
    path: '/access-events',
    tag: 'History',
    summary: 'Who signed in, tried to, saw a secret or took an export, newest first',
    access: 'admin',
    effect: 'read',
    status: 200,
    query: PageQuery.extend({ kind: condition(AccessKind, 'What happened') }),
    answer: pageOf(AccessView),
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
