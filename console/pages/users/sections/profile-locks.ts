import type { UserView } from '../../../../contract/api/users.ts'
import { isUnder } from '../plan-problems.ts'

/** The name of the profile that locks a field of this person; null where nothing does. */
export function lockedByProfile(user: Pick<UserView, 'profile' | 'locks'> | null, path: string): string | null {
  if (!user?.profile) return null
  const isLocked = user.locks.some((lock) => isUnder(path, lock) || isUnder(lock, path))
  return isLocked ? user.profile.name : null
}
