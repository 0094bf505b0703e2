import type { ProfileSpec, ProfileView } from '../../contract/api/profiles.ts'
import { type Id, newId } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { waitInLine } from '../changes/collisions.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import { clearDefault } from './default-profile.ts'
import { historyOf } from './profile-history.ts'
import { insertProfile } from './profile-store.ts'
import { readProfile } from './profile-view.ts'
import { settledProfile } from './settled-profile.ts'

/** Creates a profile. */
export async function createProfile(
  ctx: Context,
  spec: ProfileSpec,
): Promise<{ profile: ProfileView; changeSetId: Id | null }> {
  const { result, changeSetId } = await changing(
    ctx,
    (tx) => addProfile(tx, spec),
    (profile) => `created the profile ${profile.name}`,
  )
  return { profile: result, changeSetId }
}

/** As `createProfile`, inside a transaction. */
export async function addProfile(tx: ChangeTx, spec: ProfileSpec): Promise<ProfileView> {
  const id = newId()
  const { profile, licenseName } = await settledProfile(tx, spec)
  if (profile.isDefault) {
    await waitInLine(tx)
    await clearDefault(tx, id)
  }
  await insertProfile(tx, id, profile)
  tx.record({
    entity: 'profile',
    entityId: id,
    label: profile.name,
    operation: 'create',
    before: null,
    after: historyOf(profile, licenseName),
  })
  return readProfile(tx, id)
}

/** What every company has from its founding: it gives nothing and locks nothing, until somebody says otherwise. */
export const foundingProfile: ProfileSpec = {
  name: 'Standard',
  isDefault: true,
  defaults: {},
  numberPool: null,
  extensions: null,
  locks: [],
}
