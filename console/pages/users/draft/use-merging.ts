import { useEffect, useState } from 'react'
import type { UserView } from '../../../../contract/api/users.ts'
import type { FieldClash } from '../../../form/use-form-merging.ts'
import type { UserForm } from '../use-user-form.ts'
import { draftOfUser } from '../user-draft.ts'
import { clashesOf, onTopOf } from './draft-merge.ts'

interface Merging {
  form: UserForm
  /** The person as they are now. */
  user: UserView
  /** The version that lies below what is typed. */
  version: number
  onVersion: (version: number) => void
}

/**
 * Keeps what is typed on top of what is true now. What others changed elsewhere slips in below; fields that both sides changed are
 * conflicts, each to be decided before anything is saved.
 */
export function useMerging({ form, user, version, onVersion }: Merging) {
  const [mine, setMine] = useState<ReadonlySet<string>>(new Set())
  const [note, setNote] = useState<'refreshed' | 'merged' | null>(null)
  const current = draftOfUser(user)
  const isBehind = user.version > version
  const clashes: readonly FieldClash[] = isBehind
    ? clashesOf(form.original, current, form.draft).filter(({ field }) => !mine.has(`${user.version} ${field}`))
    : []
  const canFollow = isBehind && clashes.length === 0 && !form.isSaving
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows a new version once, whatever else is typed meanwhile
  useEffect(() => {
    if (!canFollow) return
    setNote(form.isDirty() ? 'merged' : 'refreshed')
    form.rebase(current, onTopOf(current, form.original, form.newest.current))
    setMine(new Set())
    onVersion(user.version)
  }, [canFollow, user.version])
  return {
    clashes,
    note,
    forgetNote: () => setNote(null),
    /** Holds for the version that was looked at: who saves again is asked about again. */
    keepMine: ({ field }: FieldClash) => setMine((before) => new Set(before).add(`${user.version} ${field}`)),
    takeTheirs: ({ field, theirs }: FieldClash) => form.setPath(field, theirs),
  }
}
