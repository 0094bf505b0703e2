import type { ProfileSpec } from '../../contract/api/profiles.ts'
import { targetsOf } from '../../contract/service-targets.ts'
import { textKey } from '../../contract/text-keys.ts'
import type { TenantTx } from '../db/database.ts'
import { refuseField } from '../problem-error.ts'
import { loadTargetUsers } from '../users/service-target-store.ts'
import type { ProfileRecord } from './profile-store.ts'

/** A profile whose names are ids, and that points at nobody and nothing that is not here; with the name of its licence. */
export async function settledProfile(
  tx: TenantTx,
  spec: ProfileSpec,
): Promise<{ profile: ProfileRecord; licenseName: string }> {
  const { license } = spec.defaults
  await requireTargets(tx, spec)
  if (!license) return { profile: spec, licenseName: '' }
  const types = await tx.db
    .selectFrom('license_type')
    .select(['id', 'name', 'name_key'])
    .where('tenant_id', '=', tx.tenantId)
    .execute()
  const type = types.find(({ id }) => id === license) ?? types.find((one) => one.name_key === textKey(license))
  if (!type) refuseField('/defaults/license', 'license_unknown', `There is no licence “${license}”.`)
  return { profile: { ...spec, defaults: { ...spec.defaults, license: type.id } }, licenseName: type.name }
}

async function requireTargets(tx: TenantTx, { defaults: { services } }: ProfileSpec): Promise<void> {
  if (!services) return
  const named = targetsOf(services).filter((one) => one.kind === 'user')
  const living = await loadTargetUsers(
    tx,
    named.map(({ target }) => target),
  )
  const missing = named.find(({ target }) => !living.has(target))
  if (missing)
    refuseField(
      `/defaults/services${missing.pointer}`,
      'forwarding_target_unknown',
      'The person that calls would be forwarded to is not here any more. Choose another.',
    )
  const number = services.callerId?.number
  if (!number) return
  const held = await tx.db
    .selectFrom('phone_number')
    .select('e164')
    .where('tenant_id', '=', tx.tenantId)
    .where('e164', '=', number)
    .executeTakeFirst()
  if (!held)
    refuseField(
      '/defaults/services/callerId/number',
      'caller_id_not_held',
      'This is not among your company’s numbers, so it cannot be shown as caller ID.',
    )
}
