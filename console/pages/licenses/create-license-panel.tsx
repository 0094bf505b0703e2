import { useNavigate } from '@tanstack/react-router'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { call } from '../../../web/api.ts'
import { FormPanel } from '../../form/form-panel.tsx'
import { useResourceForm } from '../../form/use-resource-form.ts'
import { paths } from '../../paths.ts'
import { sayDone } from '../../ui/toast.tsx'
import { type LicenseDraft, LicenseFields, licenseBody } from './license-fields.tsx'

const initial: LicenseDraft = { name: '', entitlements: ['calls', 'directNumber', 'voicemail'], owned: 10 }

/** Adds a licence type; for whoever runs the installation. */
export function CreateLicensePanel() {
  const navigate = useNavigate()
  const state = useResourceForm({
    initial,
    body: licenseBody,
    schema: endpoints.createLicense.body,
    save: (body) => call(endpoints.createLicense, { body }),
    onSaved: ({ license, changeSetId }) => {
      sayDone(`${license.owned.toLocaleString()} ${license.name} licences are ready to be given out.`, changeSetId)
      void navigate({ to: paths.licenses })
    },
  })
  return (
    <FormPanel
      title="Add licence type"
      submitLabel="Add"
      onClose={() => void navigate({ to: paths.licenses })}
      state={state}
    >
      <LicenseFields form={state.form} />
    </FormPanel>
  )
}
