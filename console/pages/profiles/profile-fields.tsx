import { Checkbox, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { CountrySelect } from '../../form/place-fields.tsx'
import type { ProfileDraft } from './profile-draft.ts'
import { ProfileParts } from './profile-parts.tsx'

type Form = UseFormReturnType<ProfileDraft>

/** Name, what the profile gives and locks, and where numbers and extensions are chosen. */
export function ProfileFields({ form, wasDefault }: { form: Form; wasDefault: boolean }) {
  return (
    <>
      <TextInput label="Name" required dir="auto" data-autofocus {...form.getInputProps('name')} />
      <Checkbox
        label="Default for new people"
        description={
          wasDefault
            ? 'New people get it. Make another profile the default to change that.'
            : 'They get it unless their site has another, or you choose another.'
        }
        disabled={wasDefault}
        {...form.getInputProps('isDefault', { type: 'checkbox' })}
      />
      <Text size="sm" c="dimmed">
        Tick what new people get; all else is as usual. Lock what nobody who has the profile may have otherwise.
      </Text>
      <ProfileParts form={form} />
      <Choices form={form} />
    </>
  )
}

function Choices({ form }: { form: Form }) {
  const { hasPool, hasRange } = form.values
  return (
    <Stack gap="sm">
      <Checkbox
        label="Choose numbers from a pool of its own"
        description="Where a free number is given; else one of the site’s country is chosen."
        {...form.getInputProps('hasPool', { type: 'checkbox' })}
      />
      {hasPool && (
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <CountrySelect {...form.getInputProps('pool.country')} error={form.errors['numberPool.country']} />
          <TextInput
            label="Begins with"
            type="tel"
            placeholder="Any, or like +1415"
            {...form.getInputProps('pool.prefix')}
            error={form.errors['numberPool.prefix']}
          />
        </SimpleGrid>
      )}
      <Checkbox
        label="Choose extensions from a range of its own"
        description="Where a free extension is given; else one of the site’s range is chosen."
        {...form.getInputProps('hasRange', { type: 'checkbox' })}
      />
      {hasRange && (
        <SimpleGrid cols={2}>
          <TextInput
            label="Extensions from"
            inputMode="numeric"
            {...form.getInputProps('range.from')}
            error={form.errors['extensions.from']}
          />
          <TextInput
            label="to"
            inputMode="numeric"
            {...form.getInputProps('range.to')}
            error={form.errors['extensions.to']}
          />
        </SimpleGrid>
      )}
    </Stack>
  )
}
