import type { Id } from '../../contract/ids.ts'
import { mayUseWebPhone } from '../../contract/user-spec.ts'
import { disableAccounts, dropWebAccounts, enableAccounts } from '../devices/device-store.ts'
import { writeRests } from '../extensions/extension-rest-store.ts'
import { deleteExtensions, insertExtensions } from '../extensions/extension-store.ts'
import { takeSeats } from '../licenses/license-store.ts'
import { assignNumbers, freeNumbers, handOverNumbers, quarantineNumbers } from '../numbers/number-store.ts'
import { endSessionsOf } from '../signin/sessions.ts'
import { writeServiceTargets } from '../users/service-target-store.ts'
import { insertUsers, updateUsers, writeTokens } from '../users/user-store.ts'
import { originsOf } from './field-origins.ts'
import { fieldsOf } from './fields.ts'
import type { Plan, PlannedUser } from './intent.ts'
import { labelled } from './labelled.ts'
import type { ChangeTx } from './record-changes.ts'
import { StalePlan } from './stale-plan.ts'

/**
 * Writes a plan with set-based statements in the given transaction and records one change per user. The plan must have no
 * invalid row. Throws `StalePlan` when the world changed since the snapshot: plan again. Licence pools are taken from last,
 * so that a large plan does not hold them while it works.
 */
export async function applyPlan(tx: ChangeTx, plan: Plan): Promise<void> {
  const rows = plan.rows.filter((row) => row.kind !== 'unchanged')
  const created = rows.filter((row) => row.before === null)
  const existing = rows.filter((row) => row.before !== null)
  await insertUsers(
    tx,
    created.map((row) => ({ id: row.intent.userId, record: row.after, origins: row.origins.after })),
  )
  // Before the update, which forgets when they were deleted: only what the deletion disabled comes back.
  await enableAccounts(tx, idsOf(rows.filter((row) => row.kind === 'restore' && row.after.devices.includes('desk'))))
  const updated = await updateUsers(tx, existing.map(updateOf), (done) =>
    tx.report({ phase: 'writing', done, total: rows.length }),
  )
  if (updated < existing.length) throw new StalePlan('version')
  await moveExtensions(tx, rows)
  await moveNumbers(tx, rows)
  await writeTokens(
    tx,
    rows.filter(findableChanged).map((row) => ({ id: row.intent.userId, record: row.after })),
  )
  await writeServiceTargets(
    tx,
    rows.filter(servicesChanged).map((row) => ({ id: row.intent.userId, services: row.after.services })),
  )
  await cutOff(tx, rows)
  for (const row of rows) recordUser(tx, row, plan)
  await takeSeats(tx, seatDeltas(rows))
}

const findable: readonly string[] = ['firstName', 'lastName', 'username', 'email', 'extension', 'numbers', 'state']

/** Whether a person may be found by other words than before. */
function findableChanged({ before, changed }: PlannedUser): boolean {
  return before === null || changed.some((field) => findable.includes(field))
}

function servicesChanged(row: PlannedUser): boolean {
  return row.changed.some((field) => field.startsWith('services.'))
}

function updateOf(row: PlannedUser) {
  const isGone = row.after.state === 'deleted'
  const gaveUp =
    isGone && row.before
      ? { licenseTypeId: row.before.license, extension: row.before.extension, numbers: [...row.before.numbers] }
      : null
  return { id: row.intent.userId, version: row.version, record: row.after, origins: row.origins.after, gaveUp }
}

async function moveExtensions(tx: ChangeTx, rows: readonly PlannedUser[]): Promise<void> {
  const moved = rows.filter((row) => row.before?.extension !== row.after.extension)
  const given = moved.flatMap(({ intent, after }) =>
    after.extension ? [{ userId: intent.userId, number: after.extension }] : [],
  )
  const freed = moved.flatMap(({ intent, before }) =>
    before?.extension ? [{ userId: intent.userId, number: before.extension }] : [],
  )
  // All go before any comes: two people may exchange theirs.
  await deleteExtensions(tx, idsOf(moved.filter((row) => row.before?.extension)))
  await insertExtensions(tx, given)
  // A creation that is taken back leaves nothing behind.
  const isTakenBack = new Set(idsOf(moved.filter(({ intent }) => intent.isTakenBack)))
  await writeRests(
    tx,
    freed.filter(({ userId }) => !isTakenBack.has(userId)),
    given.map(({ number }) => number),
  )
}

async function moveNumbers(tx: ChangeTx, rows: readonly PlannedUser[]): Promise<void> {
  const moved = rows.filter(
    (row) => row.changed.includes('numbers') && (row.before?.numbers.length || row.after.numbers.length),
  )
  const leaving = moved.filter((row) => row.after.state === 'deleted' && !row.intent.isTakenBack)
  const wanted = moved.flatMap((row) =>
    row.after.numbers.map((e164, position) => ({ e164, userId: row.intent.userId, position })),
  )
  // What somebody else in this plan takes over from a leaver does not rest.
  await handOverNumbers(
    tx,
    idsOf(leaving),
    wanted.map((one) => one.e164),
  )
  await quarantineNumbers(tx, idsOf(leaving))
  const isLeaving = new Set(leaving)
  await freeNumbers(tx, idsOf(moved.filter((row) => !isLeaving.has(row))))
  const taken = await assignNumbers(tx, wanted)
  if (taken < wanted.length) throw new StalePlan('number')
  const ids = moved.flatMap((row) => [...(row.before?.numbers ?? []), ...row.after.numbers])
  if (ids.length > 0) tx.touch('number', ids)
}

async function cutOff(tx: ChangeTx, rows: readonly PlannedUser[]): Promise<void> {
  const stopped = rows.filter((row) => row.before?.state === 'active' && row.after.state !== 'active')
  await endSessionsOf(tx, idsOf(stopped))
  const lostWeb = rows.filter(({ before, after }) => before && mayUseWebPhone(before) && !mayUseWebPhone(after))
  await dropWebAccounts(tx, idsOf(lostWeb))
  const lostDesk = rows.filter(
    ({ before, after }) => before?.devices.includes('desk') && !after.devices.includes('desk'),
  )
  await disableAccounts(tx, idsOf([...lostDesk, ...rows.filter((row) => row.kind === 'delete')]))
}

function idsOf(rows: readonly PlannedUser[]): Id[] {
  return rows.map((row) => row.intent.userId)
}

function recordUser(tx: ChangeTx, row: PlannedUser, plan: Plan): void {
  const fields = row.before === null || row.after.state === 'deleted' ? fieldsOf(row.after) : row.changed
  const operation = row.kind === 'invalid' || row.kind === 'unchanged' ? 'update' : row.kind
  const named = row.after.state === 'deleted' && row.before ? row.before : row.after
  tx.record({
    entity: 'user',
    entityId: row.intent.userId,
    label: `${named.firstName} ${named.lastName}`,
    operation,
    before: row.before && labelled(row.before, fields, plan.snapshot),
    after: labelled(row.after, row.after.state === 'deleted' ? row.changed : fields, plan.snapshot),
    origins: row.before && originsOf(row.origins.before, row.changed),
  })
}

function seatDeltas(rows: readonly PlannedUser[]): Map<Id, number> {
  const deltas = new Map<Id, number>()
  const add = (license: Id | null | undefined, seats: number) => {
    if (license) deltas.set(license, (deltas.get(license) ?? 0) + seats)
  }
  for (const row of rows) {
    if (row.before?.license === row.after.license) continue
    add(row.before?.license, -1)
    add(row.after.license, 1)
  }
  return deltas
}
