import type { ReactNode } from 'react'
import type { UserView } from '../../../../contract/api/users.ts'
import { LockedBox } from './locked.tsx'
import { lockedByProfile } from './profile-locks.ts'

interface LockedByProfileProps {
  user: UserView | null
  /** The field, by the path that history uses. */
  path: string
  children: ReactNode
}

/** Shows controls that the person's profile locks: as they are, with the name of the profile. */
export function LockedByProfile({ user, path, children }: LockedByProfileProps) {
  const profile = lockedByProfile(user, path)
  if (profile === null) return children
  return <LockedBox reason={`The profile ${profile} sets this for everybody who has it.`}>{children}</LockedBox>
}
