import { type Id, newId } from '../../contract/ids.ts'
import type { UserSpec } from '../../contract/user-spec.ts'
import type { Intent } from './intent.ts'

/** Creates somebody, whose id is known from now on. */
export function creating(spec: UserSpec): Intent {
  return { userId: newId(), isNew: true, spec, expectedVersion: null }
}

/** Changes somebody who is there; `null` for whatever version they have. */
export function editing(userId: Id, spec: UserSpec, expectedVersion: number | null = null): Intent {
  return { userId, isNew: false, spec, expectedVersion }
}
