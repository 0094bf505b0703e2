import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { answerOf } from '../../../web/answers.ts'
import { call } from '../../../web/api.ts'
import { FormPanel } from '../../form/form-panel.tsx'
import { useResourceForm } from '../../form/use-resource-form.ts'
import { paths } from '../../paths.ts'
import { sayDone } from '../../ui/toast.tsx'
import { newSiteDraft, siteBody } from './site-draft.ts'
import { SiteFields } from './site-fields.tsx'

/** Creates a place where people work. */
export function CreateSitePanel() {
  const { data: tenant } = useSuspenseQuery(answerOf(endpoints.getTenant, {}))
  const navigate = useNavigate()
  const state = useResourceForm({
    initial: newSiteDraft(tenant.country),
    body: siteBody,
    schema: endpoints.createSite.body,
    save: (body) => call(endpoints.createSite, { body }),
    onSaved: ({ site, changeSetId }) => {
      sayDone(`${site.name} is there. People can be created in it.`, changeSetId)
      void navigate({ to: paths.site, params: { id: site.id } })
    },
  })
  return (
    <FormPanel
      title="Create site"
      submitLabel="Create"
      onClose={() => void navigate({ to: paths.sites })}
      state={state}
    >
      <SiteFields form={state.form} />
    </FormPanel>
  )
}
