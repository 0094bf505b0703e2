import type { UndoConflict } from '../../contract/api/change-sets.ts'
import { SitePatch, SiteSpec } from '../../contract/api/sites.ts'
import type { Context } from '../access/context.ts'
import { isSame } from '../changes/fields.ts'
import type { StoredChange } from '../changes/history-store.ts'
import type { ChangeTx } from '../changes/record-changes.ts'
import type { Undone } from '../changes/undoer.ts'
import { isProfileHere, siteFromHistory, siteHistory } from '../profiles/site-profile.ts'
import { belongingText, dropSite } from './delete-site.ts'
import { insertSite } from './site-store.ts'
import { readSites } from './site-view.ts'
import { changeSite } from './update-site.ts'

type Conflict = (field: string, message: string) => void

/** Undo of removed sites: they come back, before their people do. */
export async function bringSitesBack(_ctx: Context, tx: ChangeTx, changes: readonly StoredChange[]): Promise<Undone> {
  return each(
    changes,
    (change) => change.operation === 'delete',
    (change, conflict) => bringBack(tx, change, conflict),
  )
}

/** Undo of sites that are there: a created one goes if nobody uses it, a changed field goes back unless changed again. */
export async function takeSitesBack(_ctx: Context, tx: ChangeTx, changes: readonly StoredChange[]): Promise<Undone> {
  return each(
    changes,
    (change) => change.operation !== 'delete',
    (change, conflict) => takeBack(tx, change, conflict),
  )
}

async function each(
  changes: readonly StoredChange[],
  isOurs: (change: StoredChange) => boolean,
  undo: (change: StoredChange, conflict: Conflict) => Promise<boolean>,
): Promise<Undone> {
  const conflicts: UndoConflict[] = []
  let undone = 0
  for (const change of changes.filter(isOurs)) {
    const { entity_id: entityId, label } = change
    const conflict: Conflict = (field, message) => conflicts.push({ entity: 'site', entityId, label, field, message })
    if (await undo(change, conflict)) undone += 1
  }
  return { undone, conflicts }
}

async function bringBack(tx: ChangeTx, change: StoredChange, conflict: Conflict): Promise<boolean> {
  const id = change.entity_id
  const sites = await readSites(tx)
  if (sites.some((site) => site.id === id)) {
    conflict('', `The site ${change.label} is there again.`)
    return false
  }
  const had = SiteSpec.parse(siteFromHistory(change.before))
  const hasProfile = await isProfileHere(tx, had.profile)
  if (!hasProfile) conflict('profile', `The profile of ${had.name} was deleted since.`)
  const there = hasProfile ? had : { ...had, profile: null }
  const spec = (await holdsMainNumber(tx, had)) ? there : { ...there, mainNumber: null, callerId: 'own' as const }
  if (spec !== there) conflict('mainNumber', `The main number of ${had.name} is not the company’s any more.`)
  await insertSite(tx, id, spec)
  tx.record({
    entity: 'site',
    entityId: id,
    label: spec.name,
    operation: 'restore',
    before: null,
    after: await siteHistory(tx, spec),
  })
  return true
}

async function holdsMainNumber(tx: ChangeTx, { mainNumber }: SiteSpec): Promise<boolean> {
  if (mainNumber === null) return true
  const held = await tx.db
    .selectFrom('phone_number')
    .select('e164')
    .where('tenant_id', '=', tx.tenantId)
    .where('e164', '=', mainNumber)
    .forKeyShare()
    .executeTakeFirst()
  return held !== undefined
}

async function takeBack(tx: ChangeTx, change: StoredChange, conflict: Conflict): Promise<boolean> {
  const id = change.entity_id
  const now = (await readSites(tx)).find((site) => site.id === id)
  if (!now) {
    conflict('', `The site ${change.label} was deleted since.`)
    return false
  }
  if (change.operation !== 'update') {
    const who = belongingText(now)
    if (who) conflict('', `${now.name} stays: ${who} belong there now.`)
    else await dropSite(tx, id)
    return who === null
  }
  const wish: Record<string, unknown> = {}
  const before = siteFromHistory(change.before)
  for (const [field, after] of Object.entries(siteFromHistory(change.after))) {
    if (field === 'profile' && !(await isProfileHere(tx, before.profile)))
      conflict(field, `The profile that ${now.name} had was deleted since.`)
    else if (isSame(after, Reflect.get(now, field))) wish[field] = before[field]
    else conflict(field, `The site ${now.name} was changed again since (${field}), so that is left as it is.`)
  }
  if (Object.keys(wish).length === 0) return false
  await changeSite(tx, id, SitePatch.parse(wish), null)
  return true
}
