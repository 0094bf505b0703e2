import type { ProfileApplySpec } from '../../contract/api/profiles.ts'
import type { Id } from '../../contract/ids.ts'
import type { BulkPlanned } from '../bulk/plan-bulk-edit.ts'
import { waitInLine } from '../changes/collisions.ts'
import type { ProfileFacts } from '../changes/intent.ts'
import { possiblePart } from '../changes/possible-part.ts'
import { loadSnapshot } from '../changes/snapshot.ts'
import type { TenantTx } from '../db/database.ts'
import { refuseMissing } from '../problem-error.ts'
import { loadUserFacts } from '../users/user-facts.ts'
import { lockUsers } from '../users/user-locks.ts'
import { applyIntent } from './apply-intent.ts'
import { peopleOf } from './delete-profile.ts'
import { loadProfileFacts } from './profile-store.ts'

/** What goes into the application of a profile; plain data, so that a thread can take it. */
export interface ApplyInput {
  readonly profileId: Id
  readonly spec: ProfileApplySpec
}

export interface ApplyPlanned extends BulkPlanned {
  readonly profile: ProfileFacts
}

/** Plans the application of a profile. With `attempt` it is carried out in this transaction: everybody in it is locked before they are looked at. */
export async function planProfileApply(
  tx: TenantTx,
  { profileId, spec }: ApplyInput,
  attempt: number | null,
): Promise<ApplyPlanned> {
  if (attempt) await waitInLine(tx)
  const profile = (await loadProfileFacts(tx)).get(profileId) ?? refuseMissing('profile')
  const ids = [...new Set(spec.userIds ?? (await peopleOf(tx, profileId)))].sort()
  const willApply = attempt !== null
  if (willApply) await lockUsers(tx, ids, false)
  const users = await loadUserFacts(tx, ids)
  const intents = [...users].map(([id, facts]) => applyIntent(id, facts, profile, spec))
  const missing = ids.filter((id) => !users.has(id))
  return { ...possiblePart(intents, await loadSnapshot(tx, intents, willApply)), missing, profile }
}
