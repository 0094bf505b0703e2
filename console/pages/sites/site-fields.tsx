import { Checkbox, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { countryOf } from '../../../contract/countries.ts'
import { AddressFields, CountrySelect, LanguageSelect, TimeZoneSelect } from '../../form/place-fields.tsx'
import type { SiteDraft } from './site-draft.ts'

/** Name, place, and the short numbers of a site. */
export function SiteFields({ form }: { form: UseFormReturnType<SiteDraft> }) {
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
      <Stack gap="xs">
        <Text fw={600}>Address</Text>
        <AddressFields withCountry={false} part={(name) => form.getInputProps(`address.${name}`)} />
      </Stack>
      <Checkbox
        label="Help must be sent to another address"
        description={`Who dials ${countryOf(values.country).emergencyNumbers.join(' or ')} here is taken to be at this address.`}
        {...form.getInputProps('hasOwnEmergencyAddress', { type: 'checkbox' })}
      />
      {values.hasOwnEmergencyAddress && (
        <AddressFields withCountry={false} part={(name) => form.getInputProps(`emergencyAddress.${name}`)} />
      )}
      <SimpleGrid cols={2}>
        <TextInput label="Extensions from" inputMode="numeric" {...form.getInputProps('extensions.from')} />
        <TextInput label="to" inputMode="numeric" {...form.getInputProps('extensions.to')} />
      </SimpleGrid>
    </>
  )
}
