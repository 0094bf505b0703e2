import { countryOf } from '../../contract/countries.ts'
import type { Id } from '../../contract/ids.ts'
import { textKey } from '../../contract/text-keys.ts'
import type { TenantTx } from '../db/database.ts'
import { loadUserFacts } from '../users/user-facts.ts'
import { loadFreeExtensions } from './free-extensions.ts'
import type { Intent, LicenseFacts, NumberFacts, SiteFacts, Snapshot, UserFacts } from './intent.ts'
import { usernameCandidates } from './usernames.ts'

export interface SnapshotOptions {
  /** Whether the plan will be applied in this transaction: then what is chosen is locked where that spares a collision. */
  readonly willApply: boolean
  /** Above 0 offers extensions further apart, for a try after a collision. */
  readonly spread: number
}

/** Loads what a plan of these intents needs and nothing else. */
export async function loadSnapshot(
  tx: TenantTx,
  intents: readonly Intent[],
  options: SnapshotOptions,
): Promise<Snapshot> {
  const sites = await loadSites(tx)
  const licenses = await loadLicenses(tx)
  const users = await loadUserFacts(
    tx,
    intents.filter((intent) => !intent.isNew).map((intent) => intent.userId),
  )
  const free = await loadFreeExtensions(tx, sites, extensionWishes(intents, sites, users), options.spread)
  return {
    sites,
    licenses,
    users,
    usernames: await loadUsernames(tx, intents, users),
    externalIds: await loadExternalIds(tx, intents),
    extensions: await loadExtensions(tx, intents, users),
    freeExtensions: free,
    numbers: await loadNumbers(tx, intents, users),
    freeNumbers: await loadFreeNumbers(tx, intents, sites, users, options),
    activeAdmins: await countAdmins(tx, intents, options),
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

async function loadUsernames(
  tx: TenantTx,
  intents: readonly Intent[],
  users: ReadonlyMap<Id, UserFacts>,
): Promise<Map<string, Id>> {
  const keys = new Set<string>()
  for (const intent of intents) {
    const record = users.get(intent.userId)?.record
    const { username } = intent.spec
    if (username && username !== 'auto') keys.add(textKey(username))
    if (intent.isNew || username)
      for (const candidate of usernameCandidates({ ...record, ...intent.spec })) keys.add(textKey(candidate))
    if (record?.state === 'deleted') keys.add(textKey(record.username))
  }
  if (keys.size === 0) return new Map()
  const rows = await tx.db
    .selectFrom('app_user')
    .select(['username_key', 'id'])
    .where('tenant_id', '=', tx.tenantId)
    .where('username_key', 'in', [...keys])
    .where('deleted_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.username_key, row.id]))
}

async function loadExternalIds(tx: TenantTx, intents: readonly Intent[]): Promise<Map<string, Id>> {
  const named = intents.flatMap((intent) => intent.spec.externalId ?? [])
  if (named.length === 0) return new Map()
  const rows = await tx.db
    .selectFrom('app_user')
    .select(['external_id', 'id'])
    .where('tenant_id', '=', tx.tenantId)
    .where('external_id', 'in', named)
    .where('deleted_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.external_id ?? '', row.id]))
}

async function loadExtensions(
  tx: TenantTx,
  intents: readonly Intent[],
  users: ReadonlyMap<Id, UserFacts>,
): Promise<Map<string, Id>> {
  const named = new Set<string>()
  for (const intent of intents) {
    if (intent.spec.extension && intent.spec.extension !== 'auto') named.add(intent.spec.extension)
    const gaveUp = users.get(intent.userId)?.gaveUp?.extension
    if (gaveUp) named.add(gaveUp)
  }
  if (named.size === 0) return new Map()
  const rows = await tx.db
    .selectFrom('extension')
    .select(['number', 'user_id'])
    .where('tenant_id', '=', tx.tenantId)
    .where('number', 'in', [...named])
    .execute()
  return new Map(rows.map((row) => [row.number, row.user_id]))
}

async function loadNumbers(
  tx: TenantTx,
  intents: readonly Intent[],
  users: ReadonlyMap<Id, UserFacts>,
): Promise<Map<string, NumberFacts>> {
  const named = new Set<string>()
  for (const intent of intents) {
    for (const number of intent.spec.numbers ?? []) if (number !== 'auto') named.add(number)
    for (const number of users.get(intent.userId)?.gaveUp?.numbers ?? []) named.add(number)
  }
  if (named.size === 0) return new Map()
  const rows = await tx.db
    .selectFrom('phone_number as n')
    .leftJoin('app_user as u', (join) => join.onRef('u.tenant_id', '=', 'n.tenant_id').onRef('u.id', '=', 'n.user_id'))
    .select(['n.e164', 'n.user_id', 'n.quarantined_until', 'n.reserved_for_user_id', 'u.first_name', 'u.last_name'])
    .where('n.tenant_id', '=', tx.tenantId)
    .where('n.e164', 'in', [...named])
    .execute()
  return new Map(
    rows.map((row) => [
      row.e164,
      {
        userId: row.user_id,
        userName: row.user_id ? `${row.first_name} ${row.last_name}` : null,
        quarantinedUntil: row.quarantined_until,
        reservedForUserId: row.reserved_for_user_id,
      },
    ]),
  )
}

async function loadFreeNumbers(
  tx: TenantTx,
  intents: readonly Intent[],
  sites: ReadonlyMap<Id, SiteFacts>,
  users: ReadonlyMap<Id, UserFacts>,
  options: SnapshotOptions,
): Promise<Map<string, string[]>> {
  const wanted = new Map<string, number>()
  let named = 0
  for (const intent of intents) {
    const numbers = intent.spec.numbers ?? []
    const autos = numbers.filter((number) => number === 'auto').length
    named += numbers.length - autos
    const country = siteOfIntent(intent, sites, users)?.country
    if (autos > 0 && country) wanted.set(country, (wanted.get(country) ?? 0) + autos)
  }
  const free = new Map<string, string[]>()
  for (const [country, count] of wanted) {
    const rows = await tx.db
      .selectFrom('phone_number')
      .select('e164')
      .where('tenant_id', '=', tx.tenantId)
      .where('country', '=', country)
      .where('user_id', 'is', null)
      .where('quarantined_until', 'is', null)
      .orderBy('e164')
      .limit(count + named)
      // Two who choose at once skip what the other is taking.
      .$if(options.willApply, (query) => query.forUpdate().skipLocked())
      .execute()
    free.set(
      country,
      rows.map((row) => row.e164),
    )
  }
  return free
}

async function countAdmins(tx: TenantTx, intents: readonly Intent[], options: SnapshotOptions): Promise<number> {
  if (!intents.some((intent) => !intent.isNew && (intent.spec.role || intent.spec.state)))
    return Number.POSITIVE_INFINITY
  // Locked in order of id, so that two who each remove "the other" administrator cannot both succeed.
  const rows = await tx.db
    .selectFrom('app_user')
    .select('id')
    .where('tenant_id', '=', tx.tenantId)
    .where('role', '=', 'admin')
    .where('state', '=', 'active')
    .orderBy('id')
    .$if(options.willApply, (query) => query.forUpdate())
    .execute()
  return rows.length
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

/** The site that the intent names by id or name, else the user's own. */
export function siteOfIntent(
  intent: Intent,
  sites: ReadonlyMap<Id, SiteFacts>,
  users: ReadonlyMap<Id, UserFacts>,
): SiteFacts | undefined {
  const { site } = intent.spec
  if (site === undefined) return sites.get(users.get(intent.userId)?.record.site ?? '')
  return sites.get(site) ?? findNamed(sites, site)
}

/** Finds a site or licence by its name, without regard to case and spaces. */
export function findNamed<T extends { nameKey: string }>(all: ReadonlyMap<Id, T>, name: string): T | undefined {
  const key = textKey(name)
  for (const one of all.values()) if (one.nameKey === key) return one
  return undefined
}
