import { useEffect, useState } from 'react'
import { useSession } from '../../../session.tsx'
import type { UserForm } from '../use-user-form.ts'
import { draftKey, forgetDraft, type KeptDraft, keepDraft, keptDraft } from './kept-draft.ts'

/** Keeps unsaved changes over a reload of this tab, and hands them back to be continued or discarded. */
export function useKeptDraft(userId: string, form: UserForm, version: number, onContinue: (kept: KeptDraft) => void) {
  const key = draftKey(useSession().user.id, userId)
  const [waiting, setWaiting] = useState(() => keptDraft(sessionStorage, key))
  const { original, draft } = form
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked of the form as it is after each change
  useEffect(() => {
    if (waiting) return
    if (form.isDirty()) keepDraft(sessionStorage, key, { at: new Date().toISOString(), version, original, draft })
    else forgetDraft(sessionStorage, key)
  }, [waiting, key, version, original, draft])
  return {
    waiting,
    goOn: () => {
      if (waiting) onContinue(waiting)
      setWaiting(null)
    },
    discard: () => {
      forgetDraft(sessionStorage, key)
      setWaiting(null)
    },
    forget: () => forgetDraft(sessionStorage, key),
  }
}
