import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { UserView, UserWritten } from '../../../contract/api/users.ts'
import type { UserSpec } from '../../../contract/user-spec.ts'
import { answerOf } from '../../../web/answers.ts'
import { ApiError } from '../../../web/api.ts'
import { sayDone } from '../../ui/toast.tsx'
import { rememberCreated } from './created-memory.ts'
import { savedSentence } from './created-text.ts'
import { clashesOf, onTopOf } from './draft/draft-merge.ts'
import { useKeptDraft } from './draft/use-kept-draft.ts'
import { useMerging } from './draft/use-merging.ts'
import { useUserForm } from './use-user-form.ts'
import { changeUser, planChange } from './user-answers.ts'
import { changingSpec, draftOfUser, type UserDraft } from './user-draft.ts'

const mostAttempts = 4

/** Everything behind a person's page: the form, what others change meanwhile, and what is kept over a reload. */
export function useUserPage(user: UserView) {
  const { data: sites } = useSuspenseQuery(answerOf(endpoints.listSites, {}))
  const { data: licenses } = useSuspenseQuery(answerOf(endpoints.listLicenses, {}))
  const queryClient = useQueryClient()
  const [version, setVersion] = useState(user.version)
  const answer = answerOf(endpoints.getUser, { params: { id: user.id } })
  const begun = useRef<UserDraft>(draftOfUser(user))

  /** Saves on top of what others saved to other fields meanwhile; what both sides changed is left to be decided. */
  async function save(spec: UserSpec): Promise<UserWritten> {
    let expected = version
    for (let attempt = 1; ; attempt++) {
      try {
        return await changeUser(user.id, expected, spec)
      } catch (error) {
        if (!isVersionConflict(error) || attempt === mostAttempts) throw error
        const fresh = await queryClient.fetchQuery({ ...answer, staleTime: 0 })
        if (clashesOf(form.original, draftOfUser(fresh), form.newest.current).length > 0) throw error
        expected = fresh.version
      }
    }
  }

  const form = useUserForm({
    initial: begun.current,
    planKey: user.id,
    specOf: (draft, original) => changingSpec(original, draft),
    ask: (spec, signal) => planChange(user.id, spec, signal),
    save,
    onSaved: (written, sent) => {
      const { user: saved, changeSetId, credentials, warnings } = written
      const now = draftOfUser(saved)
      form.rebase(now, onTopOf(now, sent, form.newest.current))
      setVersion(saved.version)
      merging.forgetNote()
      queryClient.setQueryData(answer.queryKey, saved)
      if (credentials.length > 0) rememberCreated(queryClient, written)
      sayDone(
        changeSetId ? savedSentence(user, saved, warnings) : 'Nothing was different, so nothing was saved.',
        changeSetId,
      )
    },
  })
  const merging = useMerging({ form, user, version, onVersion: setVersion })
  const kept = useKeptDraft(user.id, form, version, ({ version, original, draft }) => {
    form.rebase(original, draft)
    setVersion(version)
  })
  return {
    form,
    merging,
    kept,
    sites: sites.items,
    licenses: licenses.items,
    discard: () => form.restart(form.original),
    hasConflict: merging.clashes.length > 0,
  }
}

function isVersionConflict(error: unknown): boolean {
  return error instanceof ApiError && error.document.code === 'version_conflict'
}
