import { sql } from 'kysely'
import type { LicenseLoss, LicenseView } from '../../contract/api/licenses.ts'
import type { Id } from '../../contract/ids.ts'
import type { UserSpec } from '../../contract/user-spec.ts'
import { waitInLine } from '../changes/collisions.ts'
import type { Intent, Plan, PlannedUser, UserFacts } from '../changes/intent.ts'
import { editing } from '../changes/make-intent.ts'
import { planUsers } from '../changes/plan.ts'
import { possiblePart } from '../changes/possible-part.ts'
import { loadSnapshot } from '../changes/snapshot.ts'
import type { TenantTx } from '../db/database.ts'
import { ProblemError, refuseField } from '../problem-error.ts'
import { loadUserFacts } from '../users/user-facts.ts'
import { lockUsers } from '../users/user-locks.ts'
import { readLicense } from './license-view.ts'
import { lossSentence, type RightInUse, rightsInUse, usesRight } from './rights-in-use.ts'

/** Whose licence is to change, and into what. Plain data, so that it can become a task. */
export interface LicenseChangeWish {
  readonly from: Id
  /** null: the licence is taken back. */
  readonly to: Id | null
  /** Absent: every holder. */
  readonly userIds?: readonly Id[] | undefined
  readonly losing: 'refuse' | 'stay' | 'giveUp'
  readonly suspendedOnly: boolean
}

export interface LicenseChangePlan {
  readonly from: LicenseView
  readonly to: LicenseView | null
  /** What can be carried out, without an invalid row. */
  readonly plan: Plan
  /** Who keeps what they have because something stands in the way. */
  readonly refused: readonly PlannedUser[]
  /** How many keep what they have because they would lose something. */
  readonly spared: number
  readonly losses: readonly LicenseLoss[]
}

const mostNames = 5

/** Plans a change of licences. With `attempt` it is carried out in this transaction: everybody in it is locked before they are looked at. */
export async function planLicenseChange(
  tx: TenantTx,
  wish: LicenseChangeWish,
  attempt: number | null,
): Promise<LicenseChangePlan> {
  if (attempt) await waitInLine(tx)
  const from = await readLicense(tx, wish.from)
  const to = wish.to === null ? null : await readLicense(tx, wish.to)
  if (wish.to === wish.from)
    refuseField('/to', 'field_invalid', `They have a ${from.name} licence already. Choose another.`)
  const ids = wish.userIds ? [...new Set(wish.userIds)].sort() : await holders(tx, wish)
  if (attempt !== null) await lockUsers(tx, ids, false)
  const users = await loadUserFacts(tx, ids)
  requireHolders(ids, users, from, wish)
  const losing = losersOf(users, from, to)
  // Who has no licence at all keeps everything and can use none of it: that is one loss, not three.
  const rights = to ? rightsInUse : (['calls'] as const)
  const losses = rights.flatMap((right) => lossOf(right, users, losing, wish) ?? [])
  const isSpared = (id: Id) => wish.losing === 'stay' && losing.has(id)
  const intents = ids.filter((id) => !isSpared(id)).map((id) => intentFor(id, wish, losing.get(id) ?? []))
  const snapshot = await loadSnapshot(tx, intents, attempt !== null)
  const { plan, refused } =
    wish.losing === 'stay' ? possiblePart(intents, snapshot) : split(planUsers(intents, snapshot))
  return { from, to, plan, refused, spared: ids.length - intents.length, losses }
}

function split(plan: Plan) {
  const isInvalid = ({ kind }: PlannedUser) => kind === 'invalid'
  return {
    plan: { ...plan, rows: plan.rows.filter((row) => !isInvalid(row)) },
    refused: plan.rows.filter(isInvalid),
  }
}

async function holders(tx: TenantTx, { from, suspendedOnly }: LicenseChangeWish): Promise<Id[]> {
  const rows = await tx.db
    .selectFrom('app_user')
    .select('id')
    .where('tenant_id', '=', tx.tenantId)
    .where('license_type_id', '=', from)
    .where('deleted_at', 'is', null)
    .$if(suspendedOnly, (query) => query.where('state', '=', 'suspended'))
    .orderBy('id')
    .execute()
  return rows.map((row) => row.id)
}

/** Whoever is named must hold the licence still, and be suspended where only such people are meant. */
function requireHolders(
  ids: readonly Id[],
  users: ReadonlyMap<Id, UserFacts>,
  from: LicenseView,
  { suspendedOnly }: LicenseChangeWish,
): void {
  if (ids.length === 0) {
    const who = suspendedOnly ? 'No suspended person holds' : 'Nobody holds'
    throw new ProblemError('conflict', `${who} a ${from.name} licence.`)
  }
  const others = ids.filter((id) => users.get(id)?.record.license !== from.id)
  if (others.length > 0)
    throw new ProblemError(
      'conflict',
      `${others.length} of them ${others.length === 1 ? 'holds' : 'hold'} no ${from.name} licence any more. Look again.`,
    )
  const active = ids.filter((id) => users.get(id)?.record.state !== 'suspended')
  if (suspendedOnly && active.length > 0)
    throw new ProblemError(
      'conflict',
      `${active.length} of them ${active.length === 1 ? 'is' : 'are'} not suspended any more. Look again.`,
    )
}

function losersOf(users: ReadonlyMap<Id, UserFacts>, from: LicenseView, to: LicenseView | null) {
  const lost = rightsInUse.filter((right) => from.entitlements.includes(right) && !to?.entitlements.includes(right))
  const losing = new Map<Id, RightInUse[]>()
  for (const [id, { record }] of users) {
    const rights = lost.filter((right) => usesRight(record, right))
    if (rights.length > 0) losing.set(id, rights)
  }
  return losing
}

function lossOf(
  right: RightInUse,
  users: ReadonlyMap<Id, UserFacts>,
  losing: ReadonlyMap<Id, readonly RightInUse[]>,
  { losing: how, to }: LicenseChangeWish,
): LicenseLoss | null {
  const who = [...losing].filter(([, rights]) => rights.includes(right)).map(([id]) => users.get(id)?.record)
  if (who.length === 0) return null
  const names = who.slice(0, mostNames).map((record) => `${record?.firstName} ${record?.lastName}`)
  const givesUp = how === 'giveUp' && to !== null
  return { right, count: who.length, names, sentence: lossSentence(right, who.length, givesUp ? 'givesUp' : 'loses') }
}

function intentFor(userId: Id, { to, losing }: LicenseChangeWish, lost: readonly RightInUse[]): Intent {
  const givesUp = losing === 'giveUp' && to !== null
  const spec: UserSpec = {
    license: to,
    ...(givesUp && lost.includes('directNumber') ? { numbers: [] } : {}),
    ...(givesUp && lost.includes('international')
      ? { services: { calling: { plan: 'domestic', allowedCountries: [] } } }
      : {}),
  }
  return editing(userId, spec)
}

/** Keeps a licence type from changing until the transaction ends. */
export async function lockLicense(tx: TenantTx, id: Id): Promise<void> {
  await sql`select from license_type where tenant_id = ${tx.tenantId} and id = ${id} for no key update`.execute(tx.db)
}
