import { z } from 'zod'
import { E164 } from '../e164.ts'
import { endpoint } from '../endpoint.ts'
import { ExtensionNumber } from '../extension-number.ts'
import { Id } from '../ids.ts'
import { DryRunQuery, PageQuery, pageOf } from '../paging.ts'
import { Problem } from '../problems.ts'
import { UserState } from '../user-spec.ts'

/** How long somebody lies in the recycle bin before they are gone for good. */
export const recycleDays = 30

/** What becomes of a leaver’s number. `keep`: stays with whoever is suspended. `quarantine`: rests, and comes back with a restore. */
export const NumberFate = z.enum(['quarantine', 'successor', 'free', 'keep'])
export type NumberFate = z.infer<typeof NumberFate>

/** What becomes of settings of others that name the leaver. `leave`: they stay and lead nowhere. */
export const PointerFate = z.enum(['successor', 'remove', 'leave'])
export type PointerFate = z.infer<typeof PointerFate>

/** How somebody leaves, and what becomes of what points at them. */
export const OffboardWish = z.strictObject({
  outcome: z
    .enum(['delete', 'suspend'])
    .default('delete')
    .describe('delete: into the recycle bin, the licence is free at once. suspend: everything is kept, nothing works'),
  successorId: Id.nullable().default(null).describe('Who takes over what is given to a successor'),
  callsGoToSuccessorForDays: z
    .int()
    .min(1, 'At least one day.')
    .max(365, 'At most 365 days.')
    .nullable()
    .default(null)
    .describe('For so long, calls to the leaver’s extension and to numbers that nobody else has ring the successor'),
  choices: z
    .strictObject({
      numbers: NumberFate.or(z.record(E164, NumberFate)).describe('For all numbers, or for each by itself'),
      forwarding: PointerFate.describe('Forwarding of others that rings the leaver'),
      callerIds: PointerFate.exclude(['successor']).describe('Others who show a number of the leaver outside'),
      successions: PointerFate.exclude(['leave']).describe('Calls of earlier leavers that ring this person now'),
    })
    .partial()
    .prefault({}),
})
export type OffboardWish = z.infer<typeof OffboardWish>

export const OffboardSpec = OffboardWish.extend({
  at: z.iso
    .datetime({ offset: true })
    .nullable()
    .default(null)
    .describe('When; null: now. A later call changes the plan'),
})
export type OffboardSpec = z.infer<typeof OffboardSpec>

/** Everything that can point at a person, as `server/references` registers it. */
export const ReferenceKind = z.enum([
  'numbers',
  'restingNumbers',
  'extension',
  'forwarding',
  'callerIds',
  'successions',
  'devices',
  'sessions',
  'role',
  'plans',
])
export type ReferenceKind = z.infer<typeof ReferenceKind>

/** One kind of thing that points at a person: what there is, and what may become of it. */
export const ReferenceView = z.object({
  kind: ReferenceKind,
  label: z.string(),
  /** What happens to it without a choice, or what the choice is about. */
  sentence: z.string(),
  items: z.array(z.object({ key: z.string(), label: z.string(), userId: Id.nullable() })),
  /** Empty: nothing to choose. `usual`: what is done when nobody chooses. */
  choices: z.array(z.object({ value: z.string(), label: z.string() })),
  usual: z.string().nullable(),
})
export type ReferenceView = z.infer<typeof ReferenceView>

const Person = z.object({ id: Id, name: z.string() })

/** Somebody who is to leave at a time. */
export const LeavingView = z.object({
  user: Person,
  at: z.string(),
  wish: OffboardWish,
  successor: Person.nullable(),
  plannedBy: z.string(),
  plannedAt: z.string(),
  /** Why it could not be carried out; the person is then still here. */
  failure: z.string().nullable(),
})
export type LeavingView = z.infer<typeof LeavingView>

export const OffboardAnswer = z.object({
  /** Null for a dry run. */
  changeSetId: Id.nullable(),
  /** When it will happen; null: now. */
  at: z.string().nullable(),
  /** What happens, one sentence each. */
  steps: z.array(z.string()),
  problems: z.array(Problem),
})
export type OffboardAnswer = z.infer<typeof OffboardAnswer>

/** Calls to what somebody left behind that ring a successor. */
export const SuccessionView = z.object({
  dialed: z.string(),
  display: z.string(),
  leaver: z.object({ id: Id, name: z.string().nullable() }),
  successor: Person,
  until: z.string(),
})
export type SuccessionView = z.infer<typeof SuccessionView>

/** Somebody in the recycle bin. */
export const RecycledUser = z.object({
  id: Id,
  name: z.string(),
  username: z.string(),
  deletedAt: z.string(),
  deletedBy: z.string().nullable(),
  goneAt: z.string(),
  daysLeft: z.int(),
  /** Numbers as people write them. */
  had: z.object({
    license: z.string().nullable(),
    extension: ExtensionNumber.nullable(),
    numbers: z.array(z.string()),
  }),
})
export type RecycledUser = z.infer<typeof RecycledUser>

/** One person of a restore: what comes back, and what cannot. */
export const RestoreRow = z.object({
  userId: Id,
  name: z.string(),
  /** "Maya Ortiz comes back with 1042 and takes 1 Standard licence." */
  sentence: z.string(),
  lost: z.array(z.string()),
  /** Why this person cannot come back; null when they can. */
  refusal: z.string().nullable(),
})
export type RestoreRow = z.infer<typeof RestoreRow>

const params = z.object({ id: Id })
const tag = 'Leaving'
const People = z.strictObject({
  userIds: z.array(Id).min(1, 'Name at least one person.').max(500, 'At most 500 people at once.'),
})

export const leavingEndpoints = {
  getReferences: endpoint({
    method: 'GET',
    path: '/users/{id}/references',
    tag,
    summary: 'Everything that points at this person, and what may become of it when they leave',
    access: 'admin',
    effect: 'read',
    status: 200,
    params,
    answer: z.object({
      items: z.array(ReferenceView),
      /** Why this person cannot leave; null when they can. */
      refusal: z.string().nullable(),
      leaving: LeavingView.nullable(),
      /** Whether somebody may take over: everybody but this person. */
      state: UserState,
    }),
  }),
  offboard: endpoint({
    method: 'POST',
    path: '/users/{id}/offboard',
    tag,
    summary:
      'Lets somebody leave, now or at a time, in one change that can be undone as one. `dryRun=true` says what would happen',
    access: 'admin',
    effect: 'changes',
    status: 200,
    params,
    query: DryRunQuery,
    body: OffboardSpec,
    answer: OffboardAnswer,
  }),
  listLeavings: endpoint({
    method: 'GET',
    path: '/leavings',
    tag,
    summary: 'Who is to leave, the next first; those that could not be carried out come first of all',
    access: 'admin',
    effect: 'read',
    status: 200,
    answer: z.object({ items: z.array(LeavingView) }),
  }),
  cancelLeaving: endpoint({
    method: 'DELETE',
    path: '/users/{id}/offboard',
    tag,
    summary: 'The person stays: forgets the planned leaving',
    access: 'admin',
    effect: 'changes',
    status: 200,
    params,
    answer: z.object({ changeSetId: Id }),
  }),
  listSuccessions: endpoint({
    method: 'GET',
    path: '/successions',
    tag,
    summary: 'Calls of people who left that ring a successor; of one leaver or successor with `userId`',
    access: 'admin',
    effect: 'read',
    status: 200,
    query: z.object({ userId: Id.optional() }),
    answer: z.object({ items: z.array(SuccessionView) }),
  }),
  endSuccession: endpoint({
    method: 'DELETE',
    path: '/successions/{dialed}',
    tag,
    summary: 'Calls to this extension or number ring the successor no more',
    access: 'admin',
    effect: 'changes',
    status: 200,
    params: z.object({ dialed: z.string().min(1).max(64) }),
    answer: z.object({ changeSetId: Id }),
  }),
  listRecycled: endpoint({
    method: 'GET',
    path: '/recycle-bin',
    tag,
    summary: `Deleted users, the last deleted first; they are gone for good after ${recycleDays} days`,
    access: 'admin',
    effect: 'read',
    status: 200,
    query: PageQuery,
    answer: pageOf(RecycledUser),
  }),
  restoreUsers: endpoint({
    method: 'POST',
    path: '/recycle-bin/restore',
    tag,
    summary:
      'Brings people back with what is still free, all or none. `dryRun=true` says what comes back and what is lost',
    access: 'admin',
    effect: 'changes',
    status: 200,
    query: DryRunQuery,
    body: People,
    answer: z.object({ changeSetId: Id.nullable(), items: z.array(RestoreRow) }),
  }),
  purgeUsers: endpoint({
    method: 'POST',
    path: '/recycle-bin/purge',
    tag,
    summary: 'Deletes people in the recycle bin for good. This cannot be undone',
    access: 'admin',
    effect: 'changes',
    status: 200,
    body: People,
    answer: z.object({ changeSetId: Id, purged: z.int() }),
  }),
  eraseUser: endpoint({
    method: 'POST',
    path: '/users/{id}/erase',
    tag,
    summary:
      'Deletes a person for good and blanks them in history, also one who is gone already. This cannot be undone. `dryRun=true` says what would happen',
    access: 'admin',
    effect: 'changes',
    status: 200,
    params,
    query: DryRunQuery,
    body: z.strictObject({
      reason: z.string().trim().max(200).default('').describe('Kept in history; name nobody here'),
    }),
    answer: z.object({
      changeSetId: Id.nullable(),
      /** What is done, and what stays and why. */
      done: z.array(z.string()),
      remains: z.array(z.string()),
    }),
  }),
}
