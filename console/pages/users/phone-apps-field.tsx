import { Checkbox, SimpleGrid } from '@mantine/core'
import type { PhoneApp } from '../../../contract/user-spec.ts'
import { problemProps } from '../../form/problem-note.tsx'
import type { UserForm } from './use-user-form.ts'

const apps: readonly { value: PhoneApp; label: string }[] = [
  { value: 'web', label: 'Web' },
  { value: 'desktop', label: 'Desktop' },
  { value: 'mobile', label: 'Mobile' },
  { value: 'desk', label: 'Desk phone' },
]

/** Chooses the phones that a person may use. */
export function PhoneAppsField({ form, isNew }: { form: UserForm; isNew: boolean }) {
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
