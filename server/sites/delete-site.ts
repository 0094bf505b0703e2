import type { SiteView } from '../../contract/api/sites.ts'
import type { Id } from '../../contract/ids.ts'
import { counted } from '../../contract/plain-words.ts'
import type { Context } from '../access/context.ts'
import { planAndApply } from '../changes/change-users.ts'
import { retryingCollisions } from '../changes/collisions.ts'
import type { Intent } from '../changes/intent.ts'
import { editing } from '../changes/make-intent.ts'
import { planUsers } from '../changes/plan.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import { loadSnapshot } from '../changes/snapshot.ts'
import type { StepsAround } from '../changes/steps-around.ts'
import type { TenantTx } from '../db/database.ts'
import { ProblemError, refuseField } from '../problem-error.ts'
import { siteHistory } from '../profiles/site-profile.ts'
import { moveLeaversOf } from './leaver-store.ts'
import { lockSite, removeSite } from './site-store.ts'
import { readSite } from './site-view.ts'
import { siteSpecOf } from './update-site.ts'

/** Which site goes. Plain data, so that it can become a task. */
export interface SiteDeletion {
  readonly siteId: Id
  /** Where everybody who belongs to the site goes first, the recycle bin included. */
  readonly movePeopleTo?: Id | undefined
}

export interface SiteDeleted {
  readonly changeSetId: Id | null
  readonly moved: number
}

/** Removes a site: one that nobody belongs to, or whose people move to another in the same transaction. */
export async function deleteSite(
  ctx: Context,
  { siteId, movePeopleTo }: SiteDeletion,
  steps: StepsAround = {},
): Promise<SiteDeleted> {
  return retryingCollisions(async (attempt) => {
    const work = async (tx: ChangeTx) => {
      await steps.begin?.(tx)
      const moved = movePeopleTo ? await movePeople(ctx, tx, siteId, movePeopleTo, attempt) : 0
      const name = await dropSite(tx, siteId)
      await steps.end?.(tx, { changed: moved + 1, unchanged: 0, leftOutCount: 0, leftOut: [] })
      return { moved, name }
    }
    const summary = ({ name, moved }: { name: string; moved: number }) =>
      moved > 0
        ? `moved ${counted(moved, 'person', 'people')} and deleted the site ${name}`
        : `deleted the site ${name}`
    const { result, changeSetId } = await changing(ctx, work, summary, null, steps.report)
    return { changeSetId, moved: result.moved }
  })
}

/** As `deleteSite`, and nothing happens. */
export async function previewSiteDeletion(ctx: Context, { siteId, movePeopleTo }: SiteDeletion): Promise<SiteDeleted> {
  return ctx.house.db.inTenant(ctx.tenantId, (tx) => previewDeletion(tx, siteId, movePeopleTo))
}

/** As `deleteSite`, inside a transaction. Answers the name it had. */
export async function dropSite(tx: ChangeTx, id: Id): Promise<string> {
  await lockSite(tx, id)
  const site = await readSite(tx, id)
  refuseInUse(site)
  await removeSite(tx, id)
  tx.record({
    entity: 'site',
    entityId: id,
    label: site.name,
    operation: 'delete',
    before: await siteHistory(tx, siteSpecOf(site)),
    after: null,
  })
  return site.name
}

/** Who belongs to a site, in words: "12 people and 3 in the recycle bin"; null when nobody does. */
export function belongingText({ users, leavers }: Pick<SiteView, 'users' | 'leavers'>): string | null {
  if (users === 0 && leavers === 0) return null
  if (leavers === 0) return counted(users, 'person', 'people')
  return users === 0
    ? `${counted(leavers, 'person', 'people')} in the recycle bin`
    : `${counted(users, 'person', 'people')} and ${leavers} in the recycle bin`
}

function refuseInUse(site: SiteView): void {
  const who = belongingText(site)
  if (!who) return
  const isOne = site.users + site.leavers === 1
  const message = `${who} ${isOne ? 'belongs' : 'belong'} to ${site.name}. Move them to another site first (movePeopleTo does both at once).`
  throw new ProblemError('still_in_use', message)
}

async function previewDeletion(tx: TenantTx, id: Id, to: Id | undefined) {
  const site = await readSite(tx, id)
  if (!to) {
    refuseInUse(site)
    return { changeSetId: null, moved: 0 }
  }
  await requireOtherSite(tx, id, to)
  const intents = await moveIntents(tx, id, to)
  const { rows } = planUsers(intents, await loadSnapshot(tx, intents, false))
  const refused = rows.find((row) => row.kind === 'invalid')
  const worst = refused?.problems.find((problem) => problem.severity !== 'warning')
  if (refused && worst) throw new ProblemError(worst.code, worst.message, refused.problems)
  return { changeSetId: null, moved: site.users + site.leavers }
}

async function movePeople(ctx: Context, tx: ChangeTx, from: Id, to: Id, attempt: number): Promise<number> {
  const target = await requireOtherSite(tx, from, to)
  // Nobody comes to the site while its people leave.
  await lockSite(tx, from)
  const { name } = await readSite(tx, from)
  const intents = await moveIntents(tx, from, to)
  if (intents.length > 0) await planAndApply(ctx, tx, intents, attempt)
  const leavers = await moveLeaversOf(tx, from, to)
  for (const leaver of leavers) {
    tx.record({
      entity: 'user',
      entityId: leaver.id,
      label: leaver.name,
      operation: 'update',
      before: { site: { id: from, name } },
      after: { site: { id: to, name: target.name } },
    })
  }
  return intents.length + leavers.length
}

async function requireOtherSite(tx: TenantTx, from: Id, to: Id): Promise<SiteView> {
  if (from === to) refuseField('/movePeopleTo', 'field_invalid', 'Choose another site than the one that is deleted.')
  return readSite(tx, to)
}

async function moveIntents(tx: TenantTx, from: Id, to: Id): Promise<Intent[]> {
  const people = await tx.db
    .selectFrom('app_user')
    .select('id')
    .where('tenant_id', '=', tx.tenantId)
    .where('site_id', '=', from)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute()
  return people.map(({ id }) => editing(id, { site: to }))
}
