import { sql } from 'kysely'
import type { z } from 'zod'
import type { ProfilePatch, ProfileSpec, ProfileView } from '../../contract/api/profiles.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { waitInLine } from '../changes/collisions.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import type { TenantTx } from '../db/database.ts'
import { ProblemError, refuseField } from '../problem-error.ts'
import { clearDefault } from './default-profile.ts'
import { historyDiff, historyOf } from './profile-history.ts'
import { overwriteProfile } from './profile-store.ts'
import { readProfile } from './profile-view.ts'
import { settledProfile } from './settled-profile.ts'

type Patch = z.output<typeof ProfilePatch>

/** Changes what the patch names; nobody who has the profile changes by it. Refuses with `version_conflict` when somebody was faster. */
export async function updateProfile(
  ctx: Context,
  id: Id,
  patch: Patch,
  expectedVersion: number | null,
): Promise<{ profile: ProfileView; changeSetId: Id | null }> {
  const { result, changeSetId } = await changing(
    ctx,
    (tx) => changeProfile(tx, id, patch, expectedVersion),
    (profile) =>
      isOnlyDefault(patch) ? `made ${profile.name} the default profile` : `changed the profile ${profile.name}`,
  )
  return { profile: result, changeSetId }
}

function isOnlyDefault({ isDefault, ...others }: Patch): boolean {
  return isDefault === true && Object.values(others).every((value) => value === undefined)
}

/** As `updateProfile`, inside a transaction. */
export async function changeProfile(
  tx: ChangeTx,
  id: Id,
  patch: Patch,
  expectedVersion: number | null,
): Promise<ProfileView> {
  if (patch.isDefault !== undefined) await waitInLine(tx)
  await lockProfile(tx, id)
  const now = await readProfile(tx, id)
  if (expectedVersion !== null && expectedVersion !== now.version) refuseOutdated()
  if (now.isDefault && patch.isDefault === false)
    refuseField(
      '/isDefault',
      'default_profile_needed',
      'Make another profile the default instead: new people need one.',
    )
  const named = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
  const { profile, licenseName } = await settledProfile(tx, { ...profileSpecOf(now), ...named })
  const before = historyOf(profileSpecOf(now), now.defaults.license?.name ?? '')
  const change = historyDiff(before, historyOf(profile, licenseName))
  if (!change) return now
  if (profile.isDefault && !now.isDefault) await clearDefault(tx, id)
  if (!(await overwriteProfile(tx, id, profile, now.version))) refuseOutdated()
  tx.record({ entity: 'profile', entityId: id, label: profile.name, operation: 'update', ...change })
  return readProfile(tx, id)
}

// Who changes another field of it waits, and then sees this change.
async function lockProfile(tx: TenantTx, id: Id): Promise<void> {
  await sql`select from profile where tenant_id = ${tx.tenantId} and id = ${id} for no key update`.execute(tx.db)
}

function refuseOutdated(): never {
  throw new ProblemError(
    'version_conflict',
    'Somebody changed this profile since you opened it. Look at the new values, then save again.',
  )
}

/** What can be set of a profile, as it now stands. */
export function profileSpecOf({ name, isDefault, defaults, numberPool, extensions, locks }: ProfileView): ProfileSpec {
  const { license, ...others } = defaults
  const plain = license === undefined ? others : { ...others, license: license?.id ?? null }
  return { name, isDefault, defaults: plain, numberPool, extensions, locks }
}
