import type { Id } from '../../contract/ids.ts'
import type { ProfileLock } from '../../contract/profile-spec.ts'
import type { TenantTx } from '../db/database.ts'
import { refuseField } from '../problem-error.ts'

/** Refuses a change beside the plan that the person's profile locks: `what` is the rest of "The profile Sales locks …". */
export async function requireUnlocked(tx: TenantTx, userId: Id, lock: ProfileLock, what: string): Promise<void> {
  const profile = await tx.db
    .selectFrom('app_user as u')
    .innerJoin('profile as p', (join) =>
      join.onRef('p.tenant_id', '=', 'u.tenant_id').onRef('p.id', '=', 'u.profile_id'),
    )
    .select(['p.name', 'p.locks'])
    .where('u.tenant_id', '=', tx.tenantId)
    .where('u.id', '=', userId)
    .executeTakeFirst()
  if (profile?.locks.includes(lock)) refuseField('', 'locked_by_profile', `The profile ${profile.name} locks ${what}.`)
}
