import { countryOf } from '../../contract/countries.ts'
import type { Id } from '../../contract/ids.ts'
import { targetsOf } from '../../contract/service-targets.ts'
import type { TenantTx } from '../db/database.ts'
import { loadTargetUsers } from '../users/service-target-store.ts'
import { loadUserFacts } from '../users/user-facts.ts'
import { activeAdminIds, lockUsers } from '../users/user-locks.ts'
import { loadFreeExtensions } from './free-extensions.ts'
import type { Intent, LicenseFacts, SiteFacts, Snapshot, UserFacts } from './intent.ts'
import { loadFreeNumbers, loadNumbers } from './number-supply.ts'
import { siteOfIntent } from './site-choice.ts'
import { loadExtensions, loadExternalIds, loadUsernames } from './taken-names.ts'

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
  return {
    sites,
    licenses,
    users,
    usernames: await loadUsernames(tx, intents, users),
    externalIds: await loadExternalIds(tx, intents, users),
    extensions: await loadExtensions(tx, intents, users),
    freeExtensions: await loadFreeExtensions(tx, sites, extensionWishes(intents, sites, users)),
    numbers: await loadNumbers(tx, intents, users),
    freeNumbers: await loadFreeNumbers(tx, intents, sites, users, willApply),
    targets: await loadTargetUsers(tx, targetIds(intents)),
    activeAdmins: losesAdmins ? (await activeAdminIds(tx)).length : Number.POSITIVE_INFINITY,
    emergencyNumbers: new Set([...sites.values()].flatMap((site) => countryOf(site.country).emergencyNumbers)),
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
        emergencyAddress: row.emergency_address ?? row.address,
      },
    ]),
  )
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

function mayLoseAdmins(intents: readonly Intent[]): boolean {
  return intents.some(({ isNew, spec }) => !isNew && (spec.role !== undefined || spec.state !== undefined))
}

function extensionWishes(
  intents: readonly Intent[],
  sites: ReadonlyMap<Id, SiteFacts>,
  users: ReadonlyMap<Id, UserFacts>,
): Map<Id, number> {
  const wishes = new Map<Id, number>()
  for (const intent of intents) {
    const site = siteOfIntent(intent, sites, users)
    // One is also loaded for a named extension: it is what we suggest when that one is taken.
    if (site && intent.spec.extension) wishes.set(site.id, (wishes.get(site.id) ?? 0) + 1)
  }
  return wishes
}
