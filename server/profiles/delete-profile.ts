import type { ProfileDeleted, ProfileView } from '../../contract/api/profiles.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { planAndApply } from '../changes/change-users.ts'
import { retryingCollisions, waitInLine } from '../changes/collisions.ts'
import { editing } from '../changes/make-intent.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import type { StepsAround } from '../changes/steps-around.ts'
import type { TenantTx } from '../db/database.ts'
import { ProblemError } from '../problem-error.ts'
import { changeSite } from '../sites/update-site.ts'
import { historyOf } from './profile-history.ts'
import { removeProfile } from './profile-store.ts'
import { readProfile } from './profile-view.ts'
import { profileSpecOf } from './update-profile.ts'

/** Deletes a profile: its people keep what they have and have no profile, its sites get the company's default. */
export async function deleteProfile(ctx: Context, id: Id, steps: StepsAround = {}): Promise<ProfileDeleted> {
  return retryingCollisions(async (attempt) => {
    const work = async (tx: ChangeTx) => {
      await steps.begin?.(tx)
      const profile = await dropProfile(ctx, tx, id, attempt)
      await steps.end?.(tx, { changed: profile.people, unchanged: 0, leftOutCount: 0, leftOut: [] })
      return profile
    }
    const summary = ({ name }: ProfileView) => `deleted the profile ${name}`
    const { result, changeSetId } = await changing(ctx, work, summary, null, steps.report)
    return { changeSetId, people: result.people, sites: result.sites }
  })
}

/** As `deleteProfile`, inside a transaction. Answers the profile as it was. */
export async function dropProfile(ctx: Context, tx: ChangeTx, id: Id, attempt: number): Promise<ProfileView> {
  await waitInLine(tx)
  const profile = deletable(await readProfile(tx, id))
  const intents = (await peopleOf(tx, id)).map((userId) => editing(userId, { profile: null }))
  if (intents.length > 0) await planAndApply(ctx, tx, intents, attempt)
  for (const site of profile.sites) await changeSite(tx, site.id, { profile: null }, null)
  await removeProfile(tx, id)
  const before = historyOf(profileSpecOf(profile), profile.defaults.license?.name ?? '')
  tx.record({ entity: 'profile', entityId: id, label: profile.name, operation: 'delete', before, after: null })
  return profile
}

/** The profile, which can be deleted; refuses the default. */
export function deletable(profile: ProfileView): ProfileView {
  if (!profile.isDefault) return profile
  const message = `${profile.name} is the default: new people get it. Make another profile the default first.`
  throw new ProblemError('default_profile_needed', message)
}

/** The living people who have a profile. */
export async function peopleOf(tx: TenantTx, profileId: Id): Promise<Id[]> {
  const rows = await tx.db
    .selectFrom('app_user')
    .select('id')
    .where('tenant_id', '=', tx.tenantId)
    .where('profile_id', '=', profileId)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}
