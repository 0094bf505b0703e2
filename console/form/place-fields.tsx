import { Select, type SelectProps, SimpleGrid, TextInput, type TextInputProps } from '@mantine/core'
import { useMemo } from 'react'
import { languages } from '../../contract/languages.ts'
import { countryChoices, timeZoneChoices } from './places.ts'

const languageChoices = languages.map(({ tag, name }) => ({ value: tag, label: name }))

/** Chooses a country by typing part of its name. */
export function CountrySelect(props: SelectProps) {
  const data = useMemo(countryChoices, [])
  return <Select label="Country" data={data} searchable allowDeselect={false} {...props} />
}

/** Chooses a language by its own name. */
export function LanguageSelect(props: SelectProps) {
  return <Select label="Language" data={languageChoices} searchable allowDeselect={false} {...props} />
}

/** Chooses a time zone by typing part of its name. */
export function TimeZoneSelect(props: SelectProps) {
  const data = useMemo(timeZoneChoices, [])
  return <Select label="Time zone" data={data} searchable limit={60} allowDeselect={false} {...props} />
}

interface AddressFieldsProps {
  /** The props of one part: value, error and what follows typing. */
  part: (name: 'line1' | 'line2' | 'city' | 'state' | 'postalCode' | 'country') => TextInputProps & SelectProps
  withCountry?: boolean
}

/** A postal address in any country. */
export function AddressFields({ part, withCountry = true }: AddressFieldsProps) {
  return (
    <>
      <TextInput label="Street and number" {...part('line1')} />
      <TextInput label="Floor, suite, building" {...part('line2')} />
      <SimpleGrid cols={{ base: 1, xs: withCountry ? 2 : 3 }}>
        <TextInput label="City" {...part('city')} />
        <TextInput label="Postal code" {...part('postalCode')} />
        <TextInput label="State or region" {...part('state')} />
        {withCountry && <CountrySelect {...part('country')} />}
      </SimpleGrid>
    </>
  )
}
