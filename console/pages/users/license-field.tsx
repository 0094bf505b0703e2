import { Select } from '@mantine/core'
import type { LicenseView } from '../../../contract/api/licenses.ts'
import type { UserForm } from './use-user-form.ts'
import { choiceField } from './user-field.ts'

interface LicenseFieldProps {
  form: UserForm
  licenses: readonly LicenseView[]
  held: string
}

/** Chooses the licence; how many are left stands beside it. */
export function LicenseField({ form, licenses, held }: LicenseFieldProps) {
  const chosen = licenses.find(({ id }) => id === form.draft.license)
  const none = form.problemAt('license') ? '' : 'Without a licence this person is a contact only.'
  const hint = chosen ? leftText(chosen, held === chosen.id) : none
  return (
    <Select
      label="Licence"
      data-services-start
      clearable
      placeholder="No licence"
      data={licenses.map((license) => ({ value: license.id, label: `${license.name} – ${license.free} left` }))}
      {...choiceField(form, 'license', hint)}
    />
  )
}

function leftText({ free, owned }: LicenseView, isHeld: boolean): string {
  const left = `${free.toLocaleString()} of ${owned.toLocaleString()} left`
  return isHeld ? `Held by this person · ${left}` : left
}
