import { Checkbox, NumberInput, Stack, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { Entitlement } from '../../../contract/entitlements.ts'
import { entitlementTexts } from './entitlement-text.ts'

/** What a licence form holds. */
export interface LicenseDraft extends Record<string, unknown> {
  name: string
  entitlements: Entitlement[]
  owned: number | string
}

/** What people call the fields of a licence type. */
export const licenseLabels: Readonly<Record<string, string>> = {
  name: 'Name',
  entitlements: 'What it lets people do',
  owned: 'Owned',
}

/** What is sent of it. */
export function licenseBody(draft: LicenseDraft) {
  return { ...draft, owned: draft.owned === '' ? Number.NaN : Number(draft.owned) }
}

/** Name, quantity, and what the licence lets people do. */
export function LicenseFields({ form, used = 0 }: { form: UseFormReturnType<LicenseDraft>; used?: number }) {
  return (
    <>
      <TextInput label="Name" required dir="auto" data-autofocus {...form.getInputProps('name')} />
      <NumberInput
        label="Owned"
        required
        min={0}
        max={1_000_000}
        thousandSeparator=" "
        description={
          used > 0 ? `${used.toLocaleString()} are in use, so not fewer than that.` : 'How many people can hold one'
        }
        {...form.getInputProps('owned')}
      />
      <Checkbox.Group label="It lets people" {...form.getInputProps('entitlements')}>
        <Stack gap="xs" mt="xs">
          {Entitlement.options.map((entitlement) => (
            <Checkbox key={entitlement} value={entitlement} label={entitlementTexts[entitlement]} />
          ))}
        </Stack>
      </Checkbox.Group>
    </>
  )
}
