import { ActionIcon, Button, Checkbox, Group, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import type { SiteView } from '../../../contract/api/sites.ts'
import { TimeZoneSelect } from '../../form/place-fields.tsx'
import { problemProps } from '../../form/problem-note.tsx'
import { Icon } from '../../ui/console-icons.tsx'
import { OwnAddress } from './own-address.tsx'
import type { UserForm } from './use-user-form.ts'
import { choiceField, textField } from './user-field.ts'

/** What can be known of a person and need not be. */
export function MoreFields({ form, site }: { form: UserForm; site: SiteView | undefined }) {
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput label="Job title" dir="auto" {...textField(form, 'jobTitle')} />
        <TextInput label="Department" dir="auto" {...textField(form, 'department')} />
        <TimeZoneSelect
          clearable
          allowDeselect
          placeholder={`${site?.timeZone ?? ''} – as the site`}
          {...choiceField(form, 'timeZone')}
        />
        <Select
          label="May administer"
          allowDeselect={false}
          data={[
            { value: 'user', label: 'No, a user' },
            { value: 'admin', label: 'Yes, an administrator' },
          ]}
          value={form.draft.role}
          onChange={(value) => form.set('role', value === 'admin' ? 'admin' : 'user')}
          {...problemProps(form.problemAt('role'), form.fix)}
        />
      </SimpleGrid>
      <PersonalNumbers form={form} />
      <UsualPlace form={form} country={site?.country ?? 'US'} />
    </Stack>
  )
}

function PersonalNumbers({ form }: { form: UserForm }) {
  const { personalNumbers } = form.draft
  const change = (index: number, part: Partial<(typeof personalNumbers)[number]>) =>
    form.set(
      'personalNumbers',
      personalNumbers.map((one, at) => (at === index ? { ...one, ...part } : one)),
    )
  const remove = (index: number) =>
    form.set(
      'personalNumbers',
      personalNumbers.filter((_, at) => at !== index),
    )
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500}>
        Personal contact numbers
      </Text>
      {personalNumbers.map(({ kind, number }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity of their own
        <Group key={index} wrap="nowrap">
          <Select
            aria-label="Kind of number"
            w={110}
            allowDeselect={false}
            data={[
              { value: 'mobile', label: 'Mobile' },
              { value: 'work', label: 'Work' },
            ]}
            value={kind}
            onChange={(value) => change(index, { kind: value === 'work' ? 'work' : 'mobile' })}
          />
          <TextInput
            aria-label="Number"
            type="tel"
            flex={1}
            value={number}
            onChange={(event) => change(index, { number: event.currentTarget.value })}
            {...problemProps(form.problemAt(`personalNumbers.${index}.number`), form.fix)}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label="Remove this number"
            onClick={() => remove(index)}
          >
            <Icon name="close" />
          </ActionIcon>
        </Group>
      ))}
      <div>
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => form.set('personalNumbers', [...personalNumbers, { kind: 'mobile', number: '' }])}
        >
          Add a number
        </Button>
      </div>
    </Stack>
  )
}

/** Where the phone is mainly used, if that is worth knowing. */
function UsualPlace({ form, country }: { form: UserForm; country: string }) {
  const { address } = form.draft
  const empty = { line1: '', line2: '', city: '', state: '', postalCode: '', country }
  return (
    <Stack gap="xs">
      <Checkbox
        label="Address where the phone is mainly used"
        checked={address !== null}
        onChange={(event) => form.set('address', event.currentTarget.checked ? empty : null)}
        {...problemProps(form.problemAt('address'), form.fix)}
      />
      {address && <OwnAddress form={form} field="address" address={address} />}
    </Stack>
  )
}
