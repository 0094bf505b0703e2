import type { ProfileLock } from '../../../contract/profile-spec.ts'
import { type BulkField, bulkGroups } from '../users/bulk-edit/bulk-fields.tsx'
import { ChosenExtension, ChosenNumbers } from './chosen-for-us.tsx'

/** A lock with the fields that it holds. */
export interface ProfileBlock {
  readonly lock: ProfileLock
  readonly fields: readonly BulkField[]
}

export interface ProfilePart {
  readonly title: string
  readonly blocks: readonly ProfileBlock[]
}

const shared = bulkGroups.flatMap(({ fields }) => fields)

/** Where a profile says it otherwise than a change of many. */
const own: Readonly<Record<string, Partial<BulkField>>> = {
  extension: { control: ChosenExtension },
  numbers: { control: ChosenNumbers },
}

function block(lock: ProfileLock): ProfileBlock {
  const fields = shared.filter(({ path }) => path === lock || path.startsWith(`${lock}.`))
  return { lock, fields: fields.map((field) => ({ ...field, ...own[field.path] })) }
}

/** What a profile can give and lock, in the order of the user page. */
export const profileParts: readonly ProfilePart[] = [
  { title: 'Licence and voice', blocks: [block('license'), block('extension'), block('numbers'), block('devices')] },
  { title: 'Calls', blocks: [block('services.calls')] },
  { title: 'Caller ID', blocks: [block('services.callerId')] },
  { title: 'Call forwarding', blocks: [block('services.forwarding')] },
  { title: 'External calling', blocks: [block('services.calling')] },
  { title: 'Directory and language', blocks: [block('services.directory'), block('language'), block('timeZone')] },
]
