import { Button, Group, Stack } from '@mantine/core'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { UserView } from '../../../contract/api/users.ts'
import { answerOf } from '../../../web/answers.ts'
import { ApiError } from '../../../web/api.ts'
import { DiscardDialog } from '../../form/discard-dialog.tsx'
import { FormFailure } from '../../form/form-failure.tsx'
import { OutdatedNote } from '../../form/outdated-note.tsx'
import { usePinnedVersion } from '../../form/use-pinned-version.ts'
import { sayDone } from '../../ui/toast.tsx'
import { rememberCreated } from './created-memory.ts'
import { savedSentence } from './created-text.ts'
import { PlanSentence } from './plan-sentence.tsx'
import { PutOnPhone } from './put-on-phone.tsx'
import { ServiceFields } from './service-fields.tsx'
import { useUserForm } from './use-user-form.ts'
import { changeUser, planChange } from './user-answers.ts'
import { changingSpec, draftOfUser, onTopOf, type UserDraft } from './user-draft.ts'
import { ServicesDivider, UserFormBody } from './user-form-body.tsx'

/** The form of a user as they are; starts over when a newer version is to be shown. */
export function UserDetails({ user }: { user: UserView }) {
  const { base, rebase } = usePinnedVersion(user)
  const [typed, setTyped] = useState<UserDraft>()
  const start = (user: UserView, kept?: UserDraft) => {
    setTyped(kept)
    rebase(user)
  }
  return <DetailsForm key={base.version} base={base} typed={typed} current={user} onRebase={start} />
}

interface DetailsFormProps {
  /** The version that is being edited, and the one that is true now. */
  base: UserView
  current: UserView
  /** What is typed already. */
  typed: UserDraft | undefined
  /** Starts over with this version, and with what was typed if it is kept. */
  onRebase: (user: UserView, kept?: UserDraft) => void
}

function DetailsForm({ base, typed, current, onRebase }: DetailsFormProps) {
  const { data: sites } = useSuspenseQuery(answerOf(endpoints.listSites, {}))
  const { data: licenses } = useSuspenseQuery(answerOf(endpoints.listLicenses, {}))
  const queryClient = useQueryClient()
  const original = draftOfUser(base)
  const form = useUserForm({
    initial: original,
    typed,
    planKey: base.id,
    specOf: (draft) => changingSpec(original, draft),
    ask: (spec, signal) => planChange(base.id, spec, signal),
    save: (spec) => changeUser(base.id, base.version, spec),
    onSaved: (written) => {
      const { user, changeSetId, credentials, warnings } = written
      queryClient.setQueryData(answerOf(endpoints.getUser, { params: { id: user.id } }).queryKey, user)
      if (credentials.length > 0) rememberCreated(queryClient, written)
      sayDone(
        changeSetId ? savedSentence(base, user, warnings) : 'Nothing was different, so nothing was saved.',
        changeSetId,
      )
      onRebase(user)
    },
  })
  const isOutdated = current.version !== base.version
  if (isOutdated && !form.isDirty()) queueMicrotask(() => onRebase(current))
  const held = { license: original.license, extension: original.extension, numbers: base.numbers }
  const hasConflict = form.error instanceof ApiError && form.error.document.code === 'version_conflict'
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack>
        {(hasConflict || isOutdated) && form.isDirty() && (
          <OutdatedNote
            name={current.firstName}
            onLoad={() => onRebase(current)}
            onKeep={() => onRebase(current, onTopOf(draftOfUser(current), original, form.draft))}
          />
        )}
        <UserFormBody form={form} sites={sites.items}>
          <ServicesDivider />
          {isContact(form.draft) && (
            <PutOnPhone
              form={form}
              licenses={licenses.items}
              site={sites.items.find(({ id }) => id === form.draft.site)}
              name={base.firstName}
            />
          )}
          <ServiceFields form={form} licenses={licenses.items} held={held} />
        </UserFormBody>
        {!hasConflict && <FormFailure sentence={form.failure} />}
        <PlanSentence form={form} />
        <Group justify="flex-end">
          <Button type="submit" loading={form.isSaving}>
            Save
          </Button>
        </Group>
      </Stack>
      <DiscardDialog isDirty={form.isDirty} />
    </form>
  )
}

function isContact({ license, extension, numbers }: UserDraft): boolean {
  return license === '' && extension === '' && numbers.length === 0
}
