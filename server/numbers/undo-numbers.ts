import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import type { StoredChange } from '../changes/history-store.ts'
import type { ChangeTx } from '../changes/record-changes.ts'
import type { Undone } from '../changes/undoer.ts'
import { countByCountry, thatFit } from './allowance-room.ts'
import { countHeld, readAllowance } from './allowance-store.ts'
import { changeNumbers } from './change-numbers.ts'
import { addUnowned } from './claim-numbers.ts'
import { letGo } from './end-quarantine.ts'
import { formatNumber } from './format-number.ts'
import { type HeldNumber, lockNumbers, takeFromStock, writeNumbers } from './inventory-store.ts'
import { keptOf, NumberRecord } from './number-record.ts'
import { callerIdUses, mainNumberUses } from './number-uses.ts'
import { releaseHeld } from './release-numbers.ts'

/**
 * Undo of numbers, the half that comes before people are turned round: released ones come back if they are still to be had, and what
 * made a number rest or wait ends, so that people can have it again.
 */
export async function bringNumbersBack(_ctx: Context, tx: ChangeTx, changes: readonly StoredChange[]): Promise<Undone> {
  const removed = changes.filter((change) => change.operation === 'delete')
  const updated = changes.filter((change) => change.operation === 'update' && !makesBusy(change))
  const back = await bringBack(tx, removed)
  const conflicts = removed
    .filter((change) => !back.has(change.entity_id))
    .map((change) => conflictOf(change, `${change.label} is no longer to be had, or the allowance has no room for it.`))
  const turned = await turnRound(tx, updated)
  return { undone: back.size + turned.undone, conflicts: [...conflicts, ...turned.conflicts] }
}

/** The half that comes after people: claimed ones go back unless somebody uses them, and what rested or waited does so again. */
export async function takeNumbersBack(_ctx: Context, tx: ChangeTx, changes: readonly StoredChange[]): Promise<Undone> {
  const added = changes.filter((change) => change.operation === 'create')
  const restored = changes.filter((change) => change.operation === 'restore')
  const updated = changes.filter((change) => change.operation === 'update' && makesBusy(change))
  const gone = new Set([...(await takeOut(tx, added)), ...(await releaseAgain(tx, restored))])
  const conflicts = [...added, ...restored]
    .filter((change) => !gone.has(change.entity_id))
    .map((change) => conflictOf(change, `${change.label} is in use or was released since, so it is left as it is.`))
  const turned = await turnRound(tx, updated)
  return { undone: gone.size + turned.undone, conflicts: [...conflicts, ...turned.conflicts] }
}

/** Whether the way back of an update ends with a number that nobody can have. */
function makesBusy({ before }: StoredChange): boolean {
  return Boolean(before?.restsUntil ?? before?.porting)
}

async function bringBack(tx: ChangeTx, changes: readonly StoredChange[]): Promise<Set<string>> {
  if (changes.length === 0) return new Set()
  const kept = changes.map((change) => NumberRecord.parse(change.before))
  const held = await lockNumbers(
    tx,
    kept.map((one) => one.e164),
  )
  const possible = kept.filter((one) => {
    const now = held.get(one.e164)
    return !now || (now.record.releasedAt && !one.releasedAt)
  })
  const fitting = thatFit(
    await readAllowance(tx),
    possible.filter((one) => !one.releasedAt),
  )
  const fits = [...fitting, ...possible.filter((one) => one.releasedAt)]
  const resting = fits.filter((one) => held.has(one.e164) && !one.releasedAt)
  await writeNumbers(tx, resting)
  await countHeld(tx, countByCountry(resting))
  for (const one of resting) recordRestored(tx, one)
  const absent = fits.filter((one) => !held.has(one.e164))
  const fromStock = await takeFromStock(
    tx,
    absent.filter((one) => one.origin === 'stock').map((one) => one.e164),
  )
  const inStock = new Set(fromStock.map((one) => one.e164))
  const added = await addUnowned(
    tx,
    absent.filter((one) => one.origin === 'own' || inStock.has(one.e164)),
  )
  return new Set([...resting, ...added].map((one) => one.e164))
}

function recordRestored(tx: ChangeTx, record: NumberRecord): void {
  const label = formatNumber(record.e164)
  tx.record({
    entity: 'number',
    entityId: record.e164,
    label,
    operation: 'restore',
    before: null,
    after: keptOf(record),
  })
}

async function takeOut(tx: ChangeTx, changes: readonly StoredChange[]): Promise<string[]> {
  const free = await unused(tx, changes, ({ isIdle, record }) => isIdle || record.porting !== null)
  const records = free.map((one) => one.record)
  await letGo(tx, records)
  return records.map((one) => one.e164)
}

async function releaseAgain(tx: ChangeTx, changes: readonly StoredChange[]): Promise<string[]> {
  const free = await unused(tx, changes, ({ isIdle }) => isIdle)
  await releaseHeld(tx, free)
  return free.map((one) => one.record.e164)
}

async function unused(
  tx: ChangeTx,
  changes: readonly StoredChange[],
  isFree: (number: HeldNumber) => boolean,
): Promise<HeldNumber[]> {
  if (changes.length === 0) return []
  const e164s = changes.map((change) => change.entity_id)
  const held = await lockNumbers(tx, e164s)
  const uses = [...(await callerIdUses(tx, e164s)), ...(await mainNumberUses(tx, e164s))]
  const used = new Set(uses.map((use) => use.number))
  return [...held.values()].filter((one) => isFree(one) && one.standsInFor === null && !used.has(one.record.e164))
}

/** Fields go back to what they were, unless they changed again since or somebody has the number. */
async function turnRound(tx: ChangeTx, changes: readonly StoredChange[]): Promise<Undone> {
  if (changes.length === 0) return { undone: 0, conflicts: [] }
  const held = await lockNumbers(
    tx,
    changes.map((change) => change.entity_id),
  )
  const turned = changes.flatMap((change) => {
    const now = held.get(change.entity_id)
    if (!now || !stillIs(now.record, change.after ?? {})) return []
    const after = NumberRecord.parse({ ...now.record, ...change.before })
    return canBe(after, now.userId) ? [{ before: now.record, after }] : []
  })
  await changeNumbers(tx, turned)
  const isTurned = new Set(turned.map((one) => one.before.e164))
  const conflicts = changes
    .filter((change) => !isTurned.has(change.entity_id))
    .map((change) => conflictOf(change, `${change.label} was changed again since, so it is left as it is.`))
  return { undone: turned.length, conflicts }
}

/** Whether one number can be all of this at once: what rests or is being ported is nobody's, and neither shared nor both. */
function canBe({ porting, restsUntil, sharedName }: NumberRecord, userId: Id | null): boolean {
  if (porting !== null) return userId === null && restsUntil === null && sharedName === null
  return restsUntil === null || (userId === null && sharedName === null)
}

function stillIs(record: NumberRecord, fields: Record<string, unknown>): boolean {
  return Object.entries(fields).every(([field, value]) => Reflect.get(record, field) === value)
}

function conflictOf(change: StoredChange, message: string) {
  return { entity: 'number' as const, entityId: change.entity_id, label: change.label, field: '', message }
}
