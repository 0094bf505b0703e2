import type { UserRecord } from '../../contract/user-spec.ts'
import { type FieldPath, valueAt } from './fields.ts'
import type { Snapshot } from './intent.ts'

/** The named fields of a user as history keeps them: site, profile and licence with their names of the day beside the ids. */
export function labelled(
  record: UserRecord,
  fields: readonly FieldPath[],
  snapshot: Snapshot,
): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  for (const field of fields) {
    if (field === 'site') kept.site = { id: record.site, name: snapshot.sites.get(record.site)?.name ?? '' }
    else if (field === 'license')
      kept.license = record.license && { id: record.license, name: snapshot.licenses.get(record.license)?.name ?? '' }
    else if (field === 'profile')
      kept.profile = record.profile && { id: record.profile, name: snapshot.profiles.get(record.profile)?.name ?? '' }
    else kept[field] = valueAt(record, field)
  }
  return kept
}
