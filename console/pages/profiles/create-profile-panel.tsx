import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { ProfileSpec } from '../../../contract/api/profiles.ts'
import { answerOf } from '../../../web/answers.ts'
import { call } from '../../../web/api.ts'
import { FormPanel } from '../../form/form-panel.tsx'
import { useResourceForm } from '../../form/use-resource-form.ts'
import { paths } from '../../paths.ts'
import { sayDone } from '../../ui/toast.tsx'
import { newProfileDraft, profileBody } from './profile-draft.ts'
import { ProfileFields } from './profile-fields.tsx'

/** Creates a set of defaults and locks. */
export function CreateProfilePanel() {
  const { data: tenant } = useSuspenseQuery(answerOf(endpoints.getTenant, {}))
  const navigate = useNavigate()
  const close = () => void navigate({ to: paths.profiles })
  const state = useResourceForm({
    initial: newProfileDraft(tenant.country),
    body: profileBody,
    schema: ProfileSpec,
    save: (body) => call(endpoints.createProfile, { body: ProfileSpec.parse(body) }),
    onSaved: ({ profile, changeSetId }) => {
      const who = profile.isDefault ? 'New people get it from now on.' : 'Choose it for new people, or give it to some.'
      sayDone(`${profile.name} is there. ${who}`, changeSetId)
      close()
    },
  })
  return (
    <FormPanel title="Create profile" submitLabel="Create" onClose={close} state={state}>
      <ProfileFields form={state.form} wasDefault={false} />
    </FormPanel>
  )
}
