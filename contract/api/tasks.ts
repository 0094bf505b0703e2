import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { Id } from '../ids.ts'
import { PageQuery, pageOf } from '../paging.ts'
import { Problem } from '../problems.ts'
import { Actor, ChangeSource } from '../roles.ts'

/** `queued` can still be cancelled. `done`, `failed` and `cancelled` are final: done means all of it, failed and cancelled mean nothing of it. */
export const TaskState = z.enum(['queued', 'running', 'done', 'failed', 'cancelled'])
export type TaskState = z.infer<typeof TaskState>

/** What a running task is doing. */
export const TaskPhase = z.enum(['reading', 'planning', 'writing', 'recording'])
export type TaskPhase = z.infer<typeof TaskPhase>

/** Somebody or something that a task left as it was, and why. */
export const LeftOut = z.object({
  entityId: z.string(),
  label: z.string(),
  /** JSON pointer into what was asked for; empty for the whole. */
  field: z.string(),
  message: z.string(),
})
export type LeftOut = z.infer<typeof LeftOut>

/** What a task that is done has done. At most the first 1,000 of those left out are named. */
export const TaskResult = z.object({
  changed: z.int(),
  unchanged: z.int(),
  leftOutCount: z.int(),
  leftOut: z.array(LeftOut),
})
export type TaskResult = z.infer<typeof TaskResult>

/** Why a task failed: the problem document that a direct answer would have been. */
export const TaskProblem = z.object({ code: Problem.shape.code, detail: z.string(), errors: z.array(Problem) })
export type TaskProblem = z.infer<typeof TaskProblem>

export const TaskRow = z.object({
  id: Id,
  kind: z.string(),
  /** What it does, the middle of a sentence: "change the site of 5,000 users". */
  title: z.string(),
  state: TaskState,
  phase: TaskPhase.nullable(),
  done: z.int(),
  /** 0 while it is not yet known. */
  total: z.int(),
  actor: Actor,
  source: ChangeSource,
  /** The change set that it made; also the proof that it took effect. */
  changeSetId: Id.nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
})
export type TaskRow = z.infer<typeof TaskRow>

export const TaskView = TaskRow.extend({
  result: TaskResult.nullable(),
  problem: TaskProblem.nullable(),
  /** Whether the change set can be taken back now. */
  canUndo: z.boolean(),
})
export type TaskView = z.infer<typeof TaskView>

/** The answer of a request that goes on as a task. */
export const TaskStarted = z.object({ taskId: Id })
export type TaskStarted = z.infer<typeof TaskStarted>

const params = z.object({ id: Id })
const tag = 'Tasks'

export const taskEndpoints = {
  listTasks: endpoint({
    method: 'GET',
    path: '/tasks',
    tag,
    summary: 'Large changes that run by themselves, newest first; finished ones are kept for 30 days',
    access: 'admin',
    effect: 'read',
    status: 200,
    query: PageQuery,
    answer: pageOf(TaskRow),
  }),
  getTask: endpoint({
    method: 'GET',
    path: '/tasks/{id}',
    tag,
    summary: 'How far a task is; once it is done, what it changed, and who was left out and why',
    access: 'admin',
    effect: 'read',
    status: 200,
    params,
    answer: TaskView,
  }),
  cancelTask: endpoint({
    method: 'POST',
    path: '/tasks/{id}/cancel',
    tag,
    summary: 'Cancels a task that has not begun; one that runs takes effect as a whole and can be undone',
    access: 'admin',
    effect: 'outside',
    status: 200,
    params,
    answer: TaskView,
  }),
}
