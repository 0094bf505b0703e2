import { Checkbox, SimpleGrid, Stack, Switch } from '@mantine/core'
import type { LicenseView } from '../../../contract/api/licenses.ts'
import type { PhoneApp } from '../../../contract/user-spec.ts'
import { problemProps } from '../../form/problem-note.tsx'
import { ExtensionField } from './extension-field.tsx'
import { LicenseField } from './license-field.tsx'
import { NumbersField } from './numbers-field.tsx'
import type { UserForm } from './use-user-form.ts'

interface ServiceFieldsProps {
  form: UserForm
  licenses: readonly LicenseView[]
  /** What the user has already; null for a new one. */
  held: { license: string; extension: string; numbers: readonly { e164: string; display: string }[] } | null
}

/** What the person can do on the phone: licence, extension, numbers, devices. */
export function ServiceFields({ form, licenses, held }: ServiceFieldsProps) {
  const getsExtension = form.draft.extension !== '' && !held?.extension
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <LicenseField form={form} licenses={licenses} held={held?.license ?? ''} />
        <ExtensionField form={form} held={held?.extension ?? ''} />
      </SimpleGrid>
      <NumbersField form={form} held={held?.numbers ?? []} />
      <DevicesField form={form} isNew={held === null} />
      {getsExtension && (
        <Switch
          label="Send the welcome mail now"
          description="With extension, number and a link to set a password. You can send it later, too."
          checked={form.draft.sendWelcome}
          onChange={(event) => form.set('sendWelcome', event.currentTarget.checked)}
        />
      )}
    </Stack>
  )
}

const apps: readonly { value: PhoneApp; label: string }[] = [
  { value: 'web', label: 'Web' },
  { value: 'desktop', label: 'Desktop' },
  { value: 'mobile', label: 'Mobile' },
  { value: 'desk', label: 'Desk phone' },
]

function DevicesField({ form, isNew }: { form: UserForm; isNew: boolean }) {
  const { devices } = form.draft
  const toggle = (app: PhoneApp) =>
    form.set('devices', devices.includes(app) ? devices.filter((one) => one !== app) : [...devices, app])
  const hint =
    isNew && devices.includes('desk') ? 'What the desk phone signs in with is shown once, after saving.' : undefined
  return (
    <Checkbox.Group label="Phones" value={[...devices]} {...problemProps(form.problemAt('devices'), form.fix, hint)}>
      <SimpleGrid cols={{ base: 2, xs: 4 }} mt={6}>
        {apps.map(({ value, label }) => (
          <Checkbox key={value} value={value} label={label} onChange={() => toggle(value)} />
        ))}
      </SimpleGrid>
    </Checkbox.Group>
  )
}
