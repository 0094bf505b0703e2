import type { ReservedExtensions } from '../../contract/extension-number.ts'
import type { Id } from '../../contract/ids.ts'
import { targetsOf } from '../../contract/service-targets.ts'
import type { TenantTx } from '../db/database.ts'
import { selectResting } from '../extensions/extension-rest-store.ts'
import { loadProfileFacts } from '../profiles/profile-store.ts'
import { loadPointedAt } from '../users/pointed-at.ts'
import { loadTargetUsers } from '../users/service-target-store.ts'
import { loadUserFacts } from '../users/user-facts.ts'
import { activeAdminIds, lockUsers } from '../users/user-locks.ts'
import { endsToTry } from './extension-ends.ts'
import { emergencyNumbersOf, loadFreeExtensions, type RangeWish } from './free-extensions.ts'
import type { Intent, LicenseFacts, SiteFacts, Snapshot, UserFacts } from './intent.ts'
import { loadFreeNumbers, loadNumbers } from './number-supply.ts'
import { siteOfIntent } from './site-choice.ts'
import { extensionsNamed, loadExtensions, loadExternalIds, loadUsernames } from './taken-names.ts'
import { rangeOf, type Wish, wishOf } from './wish.ts'

/**
 * Loads what a plan of these intents needs and nothing else. With `willApply` the plan is carried out in this transaction: the
 * users are locked first, so that they are planned as they are, and numbers to choose from are kept from others.
 */
export async function loadSnapshot(tx: TenantTx, intents: readonly Intent[], willApply: boolean): Promise<Snapshot> {
  const existing = intents.filter((intent) => !intent.isNew).map((intent) => intent.userId)
  const losesAdmins = mayLoseAdmins(intents)
  if (willApply) await lockUsers(tx, existing, losesAdmins)
  const sites = await loadSites(tx)
  const licenses = await loadLicenses(tx)
  const users = await loadUserFacts(tx, existing)
  const profiles = await loadProfileFacts(tx)
  const wishes = intents.map((intent) => wishOf(intent, { sites, profiles, users }))
  const reservedExtensions = await loadReservedExtensions(tx)
  const freeNumbers = await loadFreeNumbers(tx, wishes, sites, users, willApply)
  const extensions = extensionsNamed(wishes, users, endsToTry(wishes, sites, users, freeNumbers))
  return {
    sites,
    licenses,
    profiles,
    users,
    usernames: await loadUsernames(tx, intents, users),
    externalIds: await loadExternalIds(tx, intents, users),
    extensions: await loadExtensions(tx, extensions),
    restingExtensions: await loadResting(tx, extensions),
    reservedExtensions,
    freeExtensions: await loadFreeExtensions(tx, sites, reservedExtensions, extensionWishes(wishes, sites, users)),
    numbers: await loadNumbers(tx, wishes, users),
    freeNumbers,
    targets: new Map([...(await loadTargetUsers(tx, targetIds(wishes))), ...comingBack(intents, users)]),
    pointedAt: await loadPointedAt(
      tx,
      intents.filter(goesAway).map((intent) => intent.userId),
    ),
    activeAdmins: losesAdmins ? (await activeAdminIds(tx)).length : Number.POSITIVE_INFINITY,
    emergencyNumbers: emergencyNumbersOf(sites.values()),
  }
}

/** All sites of the tenant as plans see them. */
export async function loadSites(tx: TenantTx): Promise<Map<Id, SiteFacts>> {
  const rows = await tx.db.selectFrom('site').selectAll().where('tenant_id', '=', tx.tenantId).execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        name: row.name,
        nameKey: row.name_key,
        country: row.country,
        extensionFrom: row.extension_from,
        extensionTo: row.extension_to,
        extensionPolicy: row.extension_policy,
        defaultProfile: row.default_profile_id,
        emergencyAddress: row.emergency_address ?? row.address,
      },
    ]),
  )
}

/** The extensions that the company keeps for itself. */
export async function loadReservedExtensions(tx: TenantTx): Promise<ReservedExtensions[]> {
  const row = await tx.db
    .selectFrom('tenant')
    .select('reserved_extensions')
    .where('id', '=', tx.tenantId)
    .executeTakeFirst()
  return row?.reserved_extensions ?? []
}

async function loadResting(tx: TenantTx, named: ReadonlySet<string>) {
  if (named.size === 0) return new Map()
  const resting = await selectResting(tx, { among: named })
  return new Map(resting.map(({ number, ...facts }) => [number, facts]))
}

async function loadLicenses(tx: TenantTx): Promise<Map<Id, LicenseFacts>> {
  const rows = await tx.db
    .selectFrom('license_type as t')
    .innerJoin('license_pool as p', (join) =>
      join.onRef('p.tenant_id', '=', 't.tenant_id').onRef('p.license_type_id', '=', 't.id'),
    )
    .select(['t.id', 't.name', 't.name_key', 't.entitlements', 'p.owned', 'p.used'])
    .where('t.tenant_id', '=', tx.tenantId)
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        name: row.name,
        nameKey: row.name_key,
        entitlements: row.entitlements,
        owned: row.owned,
        used: row.used,
      },
    ]),
  )
}

function targetIds(intents: readonly Intent[]): Id[] {
  const named = intents.flatMap(({ spec }) => (spec.services ? targetsOf(spec.services) : []))
  return named.filter((one) => one.kind === 'user').map((one) => one.target)
}

/** Whom the plan itself brings back: calls can be forwarded to them again. */
function comingBack(intents: readonly Intent[], users: ReadonlyMap<Id, UserFacts>): [Id, string][] {
  return intents.flatMap(({ userId, spec }): [Id, string][] => {
    const record = users.get(userId)?.record
    const isComing = record?.state === 'deleted' && spec.state !== undefined && spec.state !== 'deleted'
    return isComing ? [[userId, `${record.firstName} ${record.lastName}`]] : []
  })
}

function goesAway({ isNew, spec }: Intent): boolean {
  return !isNew && (spec.state === 'deleted' || spec.state === 'suspended')
}

function mayLoseAdmins(intents: readonly Intent[]): boolean {
  return intents.some(({ isNew, spec }) => !isNew && (spec.role !== undefined || spec.state !== undefined))
}

function extensionWishes(
  all: readonly Wish[],
  sites: ReadonlyMap<Id, SiteFacts>,
  users: ReadonlyMap<Id, UserFacts>,
): RangeWish[] {
  const wishes = new Map<Id, RangeWish>()
  for (const wish of all) {
    const site = siteOfIntent(wish, sites, users)
    // One is also loaded for a named extension: it is what we suggest when that one is taken.
    if (!site || !wish.spec.extension) continue
    const range = rangeOf(site, wish.profile)
    wishes.set(range.key, { ...range, count: (wishes.get(range.key)?.count ?? 0) + 1 })
  }
  return [...wishes.values()]
}
