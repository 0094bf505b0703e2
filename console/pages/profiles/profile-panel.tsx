import { Stack, Text } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { ProfileSpec, type ProfileView } from '../../../contract/api/profiles.ts'
import { answerOf } from '../../../web/answers.ts'
import { call } from '../../../web/api.ts'
import { FormPanel } from '../../form/form-panel.tsx'
import { OutdatedNote } from '../../form/outdated-note.tsx'
import { usePinnedVersion } from '../../form/use-pinned-version.ts'
import { useResourceForm } from '../../form/use-resource-form.ts'
import { paths } from '../../paths.ts'
import { ButtonLink } from '../../ui/links.tsx'
import { sayDone } from '../../ui/toast.tsx'
import { usePanelId } from '../../ui/use-panel-id.ts'
import { HistoryList } from '../activity/history-list.tsx'
import { DeleteProfile } from './delete-profile.tsx'
import { MakeDefault } from './make-default.tsx'
import { draftOfProfile, profileBody } from './profile-draft.ts'
import { ProfileFields } from './profile-fields.tsx'
import { peopleText } from './profile-text.ts'

/** One profile, to see, change, apply and delete. */
export function ProfilePanel() {
  const id = usePanelId()
  const { data: profile } = useSuspenseQuery(answerOf(endpoints.getProfile, { params: { id } }))
  const { base, rebase } = usePinnedVersion(profile)
  return <ProfileForm key={base.version} base={base} profile={profile} onLoad={() => rebase(profile)} />
}

interface ProfileFormProps {
  /** The version that is being edited, and the one that is true now. */
  base: ProfileView
  profile: ProfileView
  onLoad: () => void
}

function ProfileForm({ base, profile, onLoad }: ProfileFormProps) {
  const { id } = base
  const { data: tenant } = useSuspenseQuery(answerOf(endpoints.getTenant, {}))
  const navigate = useNavigate()
  const close = () => void navigate({ to: paths.profiles })
  const state = useResourceForm({
    initial: draftOfProfile(base, tenant.country),
    body: profileBody,
    schema: ProfileSpec,
    save: (body) =>
      call(endpoints.updateProfile, { params: { id }, body: ProfileSpec.parse(body), ifMatch: base.version }),
    onSaved: ({ profile: saved, changeSetId }) => {
      sayDone(changeSetId ? `${saved.name} is saved.` : 'Nothing was different, so nothing was saved.', changeSetId)
      // Nobody changed by it: whether they are to follow is the next question.
      if (changeSetId && saved.people > 0 && givesOther(base, saved))
        void navigate({ to: paths.applyProfile, params: { id } })
      else close()
    },
  })
  return (
    <FormPanel
      title={base.name}
      submitLabel="Save"
      onClose={close}
      state={state}
      actions={
        <>
          <DeleteProfile profile={profile} onDeleted={close} />
          <MakeDefault profile={profile} onDone={close} />
        </>
      }
    >
      {profile.version !== base.version && <OutdatedNote name={profile.name} onLoad={onLoad} />}
      <WhoHasIt profile={profile} />
      <ProfileFields form={state.form} wasDefault={base.isDefault} />
      <Text fw={600} mt="md">
        History
      </Text>
      <HistoryList entityId={id} />
    </FormPanel>
  )
}

function givesOther(before: ProfileView, after: ProfileView): boolean {
  return JSON.stringify([before.defaults, before.locks]) !== JSON.stringify([after.defaults, after.locks])
}

function WhoHasIt({ profile: { id, people, differing, sites } }: { profile: ProfileView }) {
  if (people === 0) return <Text size="sm">Nobody has it yet.</Text>
  const differ = differing === 1 ? '1 of them differs' : `${differing.toLocaleString()} of them differ`
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm">
        {people === 1 ? '1 person has it.' : `${peopleText(people)} have it.`}
        {differing > 0 && ` ${differ} from what it locks.`}
        {sites.length > 0 && ` New people at ${sites.map(({ name }) => name).join(', ')} get it.`}
      </Text>
      <ButtonLink variant="default" size="compact-sm" to={paths.applyProfile} params={{ id }}>
        Apply it to them again
      </ButtonLink>
    </Stack>
  )
}
