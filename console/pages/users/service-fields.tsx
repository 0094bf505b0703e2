import { SimpleGrid, Stack, Switch } from '@mantine/core'
import type { LicenseView } from '../../../contract/api/licenses.ts'
import { ExtensionField } from './extension-field.tsx'
import { LicenseField } from './license-field.tsx'
import { NumbersField } from './numbers-field.tsx'
import { PhoneAppsField } from './phone-apps-field.tsx'
import type { UserForm } from './use-user-form.ts'

/** What a new person can do on the phone: licence, extension, numbers, phones. */
export function ServiceFields({ form, licenses }: { form: UserForm; licenses: readonly LicenseView[] }) {
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <LicenseField form={form} licenses={licenses} held="" />
        <ExtensionField form={form} held="" />
      </SimpleGrid>
      <NumbersField form={form} held={[]} />
      <PhoneAppsField form={form} isNew />
      {form.draft.extension !== '' && <WelcomeSwitch form={form} />}
    </Stack>
  )
}

/** Whether somebody who gets their first extension also gets the welcome mail. */
export function WelcomeSwitch({ form }: { form: UserForm }) {
  return (
    <Switch
      label="Send the welcome mail now"
      description="With extension, number and a link to set a password. You can send it later, too."
      checked={form.draft.sendWelcome}
      onChange={(event) => form.set('sendWelcome', event.currentTarget.checked)}
    />
  )
}
