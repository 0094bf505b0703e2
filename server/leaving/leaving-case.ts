import type { OffboardWish } from '../../contract/api/leaving.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { hasOperator } from '../access/operators.ts'
import type { UserFacts } from '../changes/intent.ts'
import type { TenantTx } from '../db/database.ts'
import { ProblemError, refuseField, refuseMissing } from '../problem-error.ts'
import { findReferences } from '../references/find-references.ts'
import {
  fateOfNumber,
  type LeavingCase,
  type Person,
  type Reference,
  type ReferenceSource,
} from '../references/reference.ts'
import { loadUserFacts } from '../users/user-facts.ts'
import { activeAdminIds, lockUsers } from '../users/user-locks.ts'

/** Who leaves, who takes over, and what points at the leaver, each locked as it is. */
export interface LoadedCase {
  readonly leaving: LeavingCase
  readonly found: ReadonlyMap<ReferenceSource, readonly Reference[]>
}

/** Loads a leaving and refuses one that cannot be. */
export async function loadCase(ctx: Context, tx: TenantTx, userId: Id, wish: OffboardWish): Promise<LoadedCase> {
  const both = [userId, ...(wish.successorId ? [wish.successorId] : [])]
  await lockUsers(tx, both, true)
  const found = await findReferences(tx, [userId])
  const owners = [...found.values()].flat().flatMap(({ ownerId }) => ownerId ?? [])
  await lockUsers(tx, owners, false)
  const facts = await loadUserFacts(tx, [...new Set([...both, ...owners])])
  const leaver = personOf(userId, facts) ?? refuseMissing('user')
  const why = await whyNotLeave(ctx, tx, leaver)
  if (why) throw why
  const successor = wish.successorId ? successorOf(wish.successorId, leaver, facts) : null
  if (!successor) refuseWithoutSuccessor(wish, leaver)
  return { leaving: { leaver, successor, wish, owners: facts }, found }
}

function personOf(id: Id, facts: ReadonlyMap<Id, UserFacts>): Person | undefined {
  const record = facts.get(id)?.record
  return record && { id, name: `${record.firstName} ${record.lastName}`, record }
}

/** Why somebody cannot leave; null when they can. */
export async function whyNotLeave(ctx: Context, tx: TenantTx, leaver: Person): Promise<ProblemError | null> {
  const { name, record } = leaver
  if (record.state === 'deleted') return new ProblemError('user_deleted', `${name} is in the recycle bin already.`)
  if (ctx.userId === leaver.id)
    return new ProblemError('own_account', 'This is your own account. Another administrator can let you leave.')
  if (await hasOperator(tx, [leaver.id]))
    return new ProblemError(
      'operator_stays',
      `${name} is an operator of this installation. Take that right away first, on the server’s terminal.`,
    )
  const isAdmin = record.role === 'admin' && record.state === 'active'
  if (isAdmin && (await activeAdminIds(tx)).length < 2)
    return new ProblemError(
      'last_admin',
      `${name} is the only administrator left. Make somebody else an administrator first.`,
    )
  return null
}

function successorOf(id: Id, leaver: Person, facts: ReadonlyMap<Id, UserFacts>): Person {
  const successor = personOf(id, facts)
  if (!successor) return refuseField('/successorId', 'successor_unfit', 'There is no such person here.')
  if (id === leaver.id) return refuseField('/successorId', 'successor_unfit', 'Choose somebody else than the leaver.')
  if (successor.record.state !== 'active')
    return refuseField('/successorId', 'successor_unfit', `${successor.name} is not active, so calls would be lost.`)
  return successor
}

function refuseWithoutSuccessor(wish: OffboardWish, { name, record }: Person): void {
  const refuse = (field: string): never => refuseField(field, 'successor_needed', `Choose who takes over from ${name}.`)
  if (wish.callsGoToSuccessorForDays !== null) refuse('/callsGoToSuccessorForDays')
  if (record.numbers.some((number) => fateOfNumber(wish, number) === 'successor')) refuse('/choices/numbers')
  if (wish.choices.forwarding === 'successor') refuse('/choices/forwarding')
  if (wish.choices.successions === 'successor') refuse('/choices/successions')
}
