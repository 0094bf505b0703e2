import { type OffboardWish, recycleDays } from '../../contract/api/leaving.ts'
import type { Id } from '../../contract/ids.ts'
import { counted } from '../../contract/plain-words.ts'
import type { Problem } from '../../contract/problems.ts'
import type { UserSpec } from '../../contract/user-spec.ts'
import type { Context } from '../access/context.ts'
import { planAndApply } from '../changes/change-users.ts'
import type { Intent, Plan } from '../changes/intent.ts'
import { editing } from '../changes/make-intent.ts'
import type { ChangeTx } from '../changes/record-changes.ts'
import { formatNumber } from '../numbers/format-number.ts'
import { fateOfNumber, type LeavingCase, type Settlement } from '../references/reference.ts'
import { type LoadedCase, loadCase } from './leaving-case.ts'
import { doubtsOf } from './leaving-doubts.ts'
import { forgetLeaving } from './planned-leaving.ts'
import { changeSuccessions } from './successions.ts'

const dayMs = 24 * 3600_000

/** What was done, in sentences, and to whom. */
export interface CarriedOut {
  readonly name: string
  readonly steps: string[]
  /** What will not go as the choices seem to say. */
  readonly problems: Problem[]
}

/**
 * Lets somebody leave, whole or not at all, inside a transaction: first the leaver gives up what others are to have, then the leaver goes and
 * the others get it. Undo goes the same way back.
 */
export async function carryOutLeaving(
  ctx: Context,
  tx: ChangeTx,
  userId: Id,
  wish: OffboardWish,
  attempt: number,
): Promise<CarriedOut> {
  const loaded = await loadCase(ctx, tx, userId, wish)
  const { leaving } = loaded
  const settlements = settle(loaded)
  await forgetLeaving(tx, leaving.leaver)
  const givenUp = mergedSpec(settlements.flatMap(({ leaver }) => leaver ?? []))
  if (Object.keys(givenUp).length > 0) await planAndApply(ctx, tx, [intentOf(userId, givenUp)], attempt)
  const state = wish.outcome === 'delete' ? 'deleted' : 'suspended'
  const others = othersOf(settlements).map(([id, spec]) => intentOf(id, spec))
  const { plan } = await planAndApply(ctx, tx, [intentOf(userId, { state }), ...others], attempt)
  const taken: string[] = []
  for (const [source, found] of loaded.found) taken.push(...((await source.carryOut?.(tx, leaving, found)) ?? []))
  const steps = [
    ...ownSteps(leaving, plan),
    ...settlements.flatMap((one) => one.steps),
    ...(await passCallsOn(tx, leaving)),
    ...taken,
  ]
  return { name: leaving.leaver.name, steps, problems: doubtsOf(leaving) }
}

function settle({ leaving, found }: LoadedCase): Settlement[] {
  return [...found].flatMap(([source, references]) => source.settle?.(leaving, references) ?? [])
}

function intentOf(userId: Id, spec: UserSpec): Intent {
  return { ...editing(userId, spec), isSettlement: true }
}

function othersOf(settlements: readonly Settlement[]): [Id, UserSpec][] {
  const all = new Map<Id, UserSpec[]>()
  for (const { others } of settlements)
    for (const [id, spec] of others ?? []) all.set(id, [...(all.get(id) ?? []), spec])
  return [...all].map(([id, specs]) => [id, mergedSpec(specs)])
}

/** Specs of one person that name different fields, as one. */
function mergedSpec(specs: readonly UserSpec[]): UserSpec {
  const services = Object.assign({}, ...specs.map((spec) => spec.services))
  const merged: UserSpec = Object.assign({}, ...specs)
  return Object.keys(services).length > 0 ? { ...merged, services } : merged
}

function ownSteps({ leaver, wish }: LeavingCase, { snapshot }: Plan): string[] {
  const { license, extension, role } = leaver.record
  const seat = license ? snapshot.licenses.get(license)?.name : undefined
  if (wish.outcome === 'suspend')
    return [
      `${leaver.name} is suspended: signed out at once, calls end, and only emergency calls stay possible. Everything not named below is kept.`,
    ]
  return [
    `${leaver.name} is signed out at once, calls end, and they go to the recycle bin for ${recycleDays} days.`,
    ...(seat ? [`1 ${seat} licence is free at once.`] : []),
    ...(extension ? [`Extension ${extension} is given up; a restore may have it back.`] : []),
    ...(role === 'admin' ? [`${leaver.name} is no longer an administrator.`] : []),
  ]
}

/** Calls to what nobody else has now ring the successor for a while. */
async function passCallsOn(tx: ChangeTx, { leaver, successor, wish }: LeavingCase): Promise<string[]> {
  const days = wish.callsGoToSuccessorForDays
  if (days === null || !successor) return []
  const { extension, numbers } = leaver.record
  const kept = numbers.filter((number) => ['quarantine', 'keep'].includes(fateOfNumber(wish, number)))
  const dialed = [...(extension ? [extension] : []), ...kept]
  if (dialed.length === 0) return []
  const until = new Date(Date.now() + days * dayMs)
  const [leaverId, successorId] = [leaver.id, successor.id]
  await changeSuccessions(
    tx,
    dialed.map((one) => ({ dialed: one, leaverId, successorId, until })),
  )
  const all = [...(extension ? [extension] : []), ...kept.map(formatNumber)].join(', ')
  return [`For ${counted(days, 'day')}, calls to ${all} ring ${successor.name}.`]
}
