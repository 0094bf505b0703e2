import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { TaskPhase, TaskProblem, TaskResult, TaskState } from '../../contract/api/tasks.ts'
import type { FieldOrigin } from '../changes/field-origins.ts'
import type { CreatedTime, MaybeJson, MaybeTime } from './column-types.ts'

/** What was done at once: who, when, how. */
export interface ChangeSetTable {
  tenant_id: string
  id: string
  summary: string
  source: string
  actor_kind: string
  actor_id: string | null
  actor_name: string
  request_id: string
  undo_of: string | null
  count: number
  /** What is in it, as `entity.operation`. */
  kinds: string[]
  created_at: CreatedTime
}

/** One thing that a change set changed. */
export interface ChangeTable {
  tenant_id: string
  change_set_id: string
  position: number
  entity: string
  entity_id: string
  label: string
  operation: string
  before: MaybeJson<Record<string, unknown>>
  after: MaybeJson<Record<string, unknown>>
  origins: MaybeJson<Record<string, FieldOrigin>>
  erased_at: MaybeTime
}

/** Work that is due, in the order in which it is. */
export interface JobTable {
  tenant_id: string
  id: string
  kind: string
  payload: JSONColumnType<Record<string, unknown>>
  state: Generated<'due' | 'failed'>
  attempts: Generated<number>
  run_at: CreatedTime
  last_error: string | null
  created_at: CreatedTime
}

/** A long change, from its start to its result. */
export interface TaskTable {
  tenant_id: string
  id: string
  kind: string
  title: string
  state: Generated<TaskState>
  attempt: Generated<number>
  phase: TaskPhase | null
  done: Generated<number>
  total: Generated<number>
  payload: ColumnType<unknown, string, never>
  result: MaybeJson<TaskResult>
  problem: MaybeJson<TaskProblem>
  change_set_id: string | null
  source: string
  actor_kind: string
  actor_id: string | null
  actor_name: string
  user_id: string | null
  is_operator: boolean
  request_id: string
  address: string
  created_at: CreatedTime
  started_at: MaybeTime
  finished_at: MaybeTime
}

/** A request that may come twice, and its answer. */
export interface IdempotencyKeyTable {
  tenant_id: string
  key_hash: Buffer
  request_hash: Buffer
  status: number | null
  answer: MaybeJson<Record<string, unknown>>
  created_at: CreatedTime
  claim: string | null
  change_set_id: string | null
}
