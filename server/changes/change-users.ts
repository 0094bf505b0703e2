import type { DeviceCredential, PlanView } from '../../contract/api/users.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { hasOperator } from '../access/operators.ts'
import type { TenantTx } from '../db/database.ts'
import { credentialOf, makeAccount } from '../devices/credentials.ts'
import { insertAccounts } from '../devices/device-store.ts'
import { queueWelcomeMail } from '../mail/queue-mail.ts'
import { ProblemError } from '../problem-error.ts'
import { applyPlan } from './apply.ts'
import { retryingCollisions, waitInLine } from './collisions.ts'
import type { Intent, Plan, PlannedUser, Snapshot } from './intent.ts'
import { planUsers } from './plan.ts'
import { planView } from './plan-view.ts'
import { type ChangeTx, changing } from './record-changes.ts'
import { loadSnapshot } from './snapshot.ts'
import { refuseStaleVersions } from './stale-version.ts'
import { summaryOf } from './summary.ts'

export interface UsersChanged {
  readonly changeSetId: Id | null
  readonly rows: readonly PlannedUser[]
  /** Passwords of SIP phones that were made along; shown once. */
  readonly credentials: readonly DeviceCredential[]
}

/** What would happen, and nothing happens. Refuses like the change itself when somebody was faster. */
export async function previewUsers(ctx: Context, intents: readonly Intent[]): Promise<PlanView> {
  return ctx.house.db.inTenant(ctx.tenantId, async (tx) => {
    const plan = planUsers(intents, await snapshotOf(tx, intents, false))
    refuseStaleVersions(plan)
    return planView(plan)
  })
}

/**
 * Plans and applies these intents in one transaction: all of them or none. Refuses with every problem of the plan. When somebody
 * was faster, which the constraints decide, the plan is made again and its new problems are what the caller hears.
 */
export async function changeUsers(ctx: Context, intents: readonly Intent[]): Promise<UsersChanged> {
  return retryingCollisions((attempt) => changeOnce(ctx, intents, attempt))
}

async function changeOnce(ctx: Context, intents: readonly Intent[], attempt: number): Promise<UsersChanged> {
  const { result, changeSetId } = await changing(
    ctx,
    (tx) => planAndApply(ctx, tx, intents, attempt),
    ({ plan }) => summaryOf(plan.rows),
  )
  return { changeSetId, rows: result.plan.rows, credentials: result.credentials }
}

/** Plans and applies inside a transaction that the caller holds, with whatever else belongs to it. Throws what a collision throws: the caller tries again. */
export async function planAndApply(ctx: Context, tx: ChangeTx, intents: readonly Intent[], attempt: number) {
  return carryOut(ctx, tx, planUsers(intents, await snapshotToApply(tx, intents, attempt)))
}

/** Applies a plan that was made in this transaction, or refuses with its problems. */
export async function carryOut(ctx: Context, tx: ChangeTx, plan: Plan) {
  refuseStaleVersions(plan)
  refuseInvalid(plan)
  await refuseTakingOver(ctx, tx, plan)
  await applyPlan(tx, plan)
  await welcome(tx, plan.rows)
  return { plan, credentials: await addDeskPhones(ctx, tx, plan.rows) }
}

/** What a plan of these intents, which is carried out in this transaction, has to know. Refuses when one of them is nobody's. */
export async function snapshotToApply(tx: TenantTx, intents: readonly Intent[], attempt: number): Promise<Snapshot> {
  if (attempt > 0) await waitInLine(tx)
  return snapshotOf(tx, intents, true)
}

async function snapshotOf(tx: TenantTx, intents: readonly Intent[], willApply: boolean): Promise<Snapshot> {
  const snapshot = await loadSnapshot(tx, intents, willApply)
  for (const intent of intents) {
    if (!intent.isNew && !snapshot.users.has(intent.userId))
      throw new ProblemError('not_found', 'There is no such user here.')
  }
  return snapshot
}

function refuseInvalid(plan: Plan): void {
  const problems = plan.rows.flatMap((row) => (row.kind === 'invalid' ? row.problems : []))
  const worst = problems.find((problem) => problem.severity !== 'warning')
  if (worst) throw new ProblemError(worst.code, worst.message, problems)
}

/** Whoever receives an operator's mail can set their password: only operators may say where it goes. */
async function refuseTakingOver(ctx: Context, tx: TenantTx, plan: Plan): Promise<void> {
  if (ctx.isOperator) return
  const redirected = plan.rows.filter((row) => row.before && row.changed.includes('email'))
  const ids = redirected.map((row) => row.intent.userId)
  if (ids.length === 0 || !(await hasOperator(tx, ids))) return
  throw new ProblemError(
    'forbidden',
    'This person runs the installation. Only an operator may change their e-mail address.',
  )
}

async function welcome(tx: ChangeTx, rows: readonly PlannedUser[]): Promise<void> {
  const reachedFirst = rows.filter(
    (row) =>
      row.after.extension &&
      !row.before?.extension &&
      row.after.state === 'active' &&
      row.kind !== 'restore' &&
      row.intent.spec.sendWelcome !== false,
  )
  await queueWelcomeMail(
    tx,
    reachedFirst.map((row) => row.intent.userId),
  )
}

async function addDeskPhones(ctx: Context, tx: ChangeTx, rows: readonly PlannedUser[]): Promise<DeviceCredential[]> {
  const made = rows
    .filter((row) => row.before === null && row.after.devices.includes('desk'))
    .map((row) => makeAccount(ctx.house, row.intent.userId, 'sip', 'Desk phone'))
  await insertAccounts(
    tx,
    made.map((one) => one.account),
  )
  return made.map((one) => credentialOf(ctx.house, one))
}
