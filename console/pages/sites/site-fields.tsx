import { Checkbox, Radio, SimpleGrid, Stack, TagsInput, Text, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import type { ReactNode } from 'react'
import { countryOf } from '../../../contract/countries.ts'
import { AddressFields, CountrySelect, LanguageSelect, TimeZoneSelect } from '../../form/place-fields.tsx'
import { ProfileField } from '../users/profile-field.tsx'
import { MainNumberSelect } from './main-number-select.tsx'
import type { SiteDraft } from './site-draft.ts'

interface SiteFieldsProps {
  form: UseFormReturnType<SiteDraft>
  /** What stands below the range of extensions. */
  belowExtensions?: ReactNode
}

/** Name, place, help, extensions, and what people outside see of a site. */
export function SiteFields({ form, belowExtensions }: SiteFieldsProps) {
  const { values } = form
  const chooseCountry = (country: string | null) => {
    if (!country) return
    const { language, timeZone } = countryOf(country)
    form.setValues({ country, language, timeZone })
  }
  return (
    <>
      <TextInput label="Name" required dir="auto" data-autofocus {...form.getInputProps('name')} />
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        <CountrySelect {...form.getInputProps('country')} onChange={chooseCountry} />
        <LanguageSelect {...form.getInputProps('language')} />
        <TimeZoneSelect {...form.getInputProps('timeZone')} />
      </SimpleGrid>
      <Section title="Address">
        <AddressFields withCountry={false} part={(name) => form.getInputProps(`address.${name}`)} />
      </Section>
      <Section title="Emergency">
        <Checkbox
          label="Help must be sent to another address"
          description={`Who dials ${countryOf(values.country).emergencyNumbers.join(' or ')} here is taken to be at this address.`}
          {...form.getInputProps('hasOwnEmergencyAddress', { type: 'checkbox' })}
        />
        {values.hasOwnEmergencyAddress && (
          <AddressFields withCountry={false} part={(name) => form.getInputProps(`emergencyAddress.${name}`)} />
        )}
        <EmergencyContacts form={form} />
      </Section>
      <Section title="Extensions">
        <SimpleGrid cols={2}>
          <TextInput label="From" inputMode="numeric" {...form.getInputProps('extensions.from')} />
          <TextInput label="To" inputMode="numeric" {...form.getInputProps('extensions.to')} />
        </SimpleGrid>
        <Radio.Group label="New people get" {...form.getInputProps('extensionPolicy')}>
          <Stack gap="xs" mt="xs">
            <Radio value="next" label="The next free extension" />
            <Radio
              value="numberEnd"
              label="The last digits of their number"
              description="Where these are in the range and free; else the next free extension."
            />
          </Stack>
        </Radio.Group>
        {belowExtensions}
      </Section>
      <Section title="New people">
        <ProfileField
          placeholder="The company’s default"
          description="What new people here get, and what is locked for them."
          value={values.profile ?? ''}
          onChange={(profile) => form.setFieldValue('profile', profile?.id ?? null)}
          error={form.errors.profile}
        />
      </Section>
      <OutsideFields form={form} />
    </>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack gap="xs" mt="sm">
      <Text fw={600}>{title}</Text>
      {children}
    </Stack>
  )
}

function EmergencyContacts({ form }: { form: UseFormReturnType<SiteDraft> }) {
  // A list's errors stand at its places; the field shows the first of them.
  const error = Object.entries(form.errors).find(([path]) => path.startsWith('emergencyContacts'))?.[1]
  return (
    <TagsInput
      label="Emergency contacts"
      description="Get a mail at once when somebody here calls for help. Press Enter after each address."
      placeholder={form.values.emergencyContacts.length === 0 ? 'reception@example.com' : ''}
      acceptValueOnBlur
      splitChars={[',', ';', ' ']}
      {...form.getInputProps('emergencyContacts')}
      error={error}
    />
  )
}

function OutsideFields({ form }: { form: UseFormReturnType<SiteDraft> }) {
  const { mainNumber } = form.values
  return (
    <Section title="Calls to the outside">
      <MainNumberSelect
        label="Main number"
        description="The site’s own number. It rings nobody unless it is given to somebody."
        {...form.getInputProps('mainNumber')}
        value={mainNumber}
        onChange={(number) => form.setFieldValue('mainNumber', number)}
      />
      <Radio.Group
        label="Others see"
        description="Of whoever has chosen no caller ID of their own"
        {...form.getInputProps('callerId')}
        value={mainNumber === null ? 'own' : form.values.callerId}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="own" label="Each person’s own number" />
          <Radio value="main" label="The main number" disabled={mainNumber === null} />
        </Stack>
      </Radio.Group>
    </Section>
  )
}
