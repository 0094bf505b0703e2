import { Checkbox, Group, MultiSelect, NumberInput, Radio, Select, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { endpoints } from '../../../../contract/api/endpoints.ts'
import type { CallingPlan } from '../../../../contract/services-spec.ts'
import type { PostalAddress } from '../../../../contract/texts.ts'
import { PhoneApp } from '../../../../contract/user-spec.ts'
import { answerOf } from '../../../../web/answers.ts'
import { AddressFields, CountrySelect, LanguageSelect, TimeZoneSelect } from '../../../form/place-fields.tsx'
import { countryChoices } from '../../../form/places.ts'

/** What every control of a bulk edit is handed. */
export interface EditorProps<T> {
  readonly label: string
  readonly value: T
  readonly onChange: (value: T) => void
  /** What is wrong with the value. */
  readonly problem: string | undefined
}

/** A text; empty means none. */
export function TextEditor({ label, value, onChange, problem }: EditorProps<string | null>) {
  return (
    <TextInput
      aria-label={label}
      dir="auto"
      placeholder="Empty: none"
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || null)}
      error={problem}
    />
  )
}

/** On or off. */
export function SwitchEditor({ label, value, onChange }: EditorProps<boolean>) {
  return (
    <Choice
      label={label}
      value={value ? 'on' : 'off'}
      onChange={(chosen) => onChange(chosen === 'on')}
      choices={{ on: 'On', off: 'Off' }}
    />
  )
}

/** A whole number. */
export function CountEditor({ label, value, onChange, problem }: EditorProps<number>) {
  return (
    <NumberInput
      aria-label={label}
      maw={140}
      allowDecimal={false}
      value={value}
      onChange={(count) => onChange(Number(count))}
      error={problem}
    />
  )
}

/** A whole number; empty means no limit. */
export function LimitEditor({ label, value, onChange, problem }: EditorProps<number | null>) {
  return (
    <NumberInput
      aria-label={label}
      maw={140}
      allowDecimal={false}
      placeholder="No limit"
      value={value ?? ''}
      onChange={(count) => onChange(count === '' ? null : Number(count))}
      error={problem}
    />
  )
}

interface ChoiceProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly onChange: (value: T) => void
  readonly choices: Readonly<Record<T, string>>
}

function Choice<T extends string>({ label, value, onChange, choices }: ChoiceProps<T>) {
  const all = Object.keys(choices) as T[]
  return (
    <Radio.Group aria-label={label} value={value} onChange={(chosen) => onChange(chosen as T)}>
      <Group gap="lg">
        {all.map((one) => (
          <Radio key={one} value={one} label={choices[one]} />
        ))}
      </Group>
    </Radio.Group>
  )
}

/** Chooses a site. */
export function SiteEditor({ label, value, onChange, problem }: EditorProps<string>) {
  const { data } = useQuery(answerOf(endpoints.listSites, {}))
  return (
    <Select
      aria-label={label}
      placeholder="Choose a site"
      searchable
      allowDeselect={false}
      data={data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
      value={value || null}
      onChange={(id) => onChange(id ?? '')}
      error={problem}
    />
  )
}

/** Chooses a licence, or none. */
export function LicenseEditor({ label, value, onChange, problem }: EditorProps<string | null>) {
  const { data } = useQuery(answerOf(endpoints.listLicenses, {}))
  const licenses = data?.items.map(({ id, name, free }) => ({
    value: id,
    label: `${name} (${free.toLocaleString()} left)`,
  }))
  return (
    <Select
      aria-label={label}
      placeholder="Choose a licence, or none"
      allowDeselect={false}
      data={[{ value: 'none', label: 'None' }, ...(licenses ?? [])]}
      value={value === '' ? null : (value ?? 'none')}
      onChange={(id) => onChange(id === 'none' ? null : (id ?? ''))}
      error={problem}
    />
  )
}

/** Chooses a profile, or none. */
export function ProfileEditor({ label, value, onChange, problem }: EditorProps<string | null>) {
  const { data } = useQuery(answerOf(endpoints.listProfiles, {}))
  return (
    <Select
      aria-label={label}
      placeholder="Choose a profile, or none"
      allowDeselect={false}
      data={[
        { value: 'none', label: 'None' },
        ...(data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []),
      ]}
      value={value === '' ? null : (value ?? 'none')}
      onChange={(id) => onChange(id === 'none' ? null : (id ?? ''))}
      error={problem}
    />
  )
}

/** Chooses a language, or the site's. */
export function LanguageEditor({ label, value, onChange }: EditorProps<string | null>) {
  return (
    <LanguageSelect
      label={undefined}
      aria-label={label}
      placeholder="As the site"
      clearable
      value={value}
      onChange={(tag) => onChange(tag)}
    />
  )
}

/** Chooses a time zone, or the site's. */
export function TimeZoneEditor({ label, value, onChange }: EditorProps<string | null>) {
  return (
    <TimeZoneSelect
      label={undefined}
      aria-label={label}
      placeholder="As the site"
      clearable
      value={value}
      onChange={(zone) => onChange(zone)}
    />
  )
}

/** Suspends, reactivates or deletes. */
export function StateEditor({ label, value, onChange }: EditorProps<'active' | 'suspended' | 'deleted'>) {
  const choices = { suspended: 'Suspended', active: 'Active', deleted: 'Deleted (recycle bin, 30 days)' }
  return <Choice label={label} value={value} onChange={onChange} choices={choices} />
}

/** A free extension for those without, or none for anybody. */
export function ExtensionEditor({ label, value, onChange }: EditorProps<'auto' | null>) {
  return (
    <Choice
      label={label}
      value={value ?? 'none'}
      onChange={(chosen) => onChange(chosen === 'auto' ? 'auto' : null)}
      choices={{ auto: 'A free one for those without', none: 'Take it away' }}
    />
  )
}

/** A free number for those without, or none for anybody. */
export function NumbersEditor({ label, value, onChange }: EditorProps<readonly 'auto'[]>) {
  return (
    <Choice
      label={label}
      value={value.length > 0 ? 'auto' : 'none'}
      onChange={(chosen) => onChange(chosen === 'auto' ? ['auto'] : [])}
      choices={{ auto: 'A free one for those without', none: 'Take all away' }}
    />
  )
}

/** A number to show outside, or what is usual for each. */
export function CallerIdEditor({ label, value, onChange, problem }: EditorProps<string | null>) {
  return (
    <TextInput
      aria-label={label}
      type="tel"
      placeholder="Empty: the usual number of each"
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value.replace(/[\s().-]/g, '') || null)}
      error={problem}
    />
  )
}

/** A country, or the site's. */
export function CountryEditor({ label, value, onChange }: EditorProps<string | null>) {
  return (
    <CountrySelect
      label={undefined}
      aria-label={label}
      placeholder="As the site"
      clearable
      allowDeselect
      value={value}
      onChange={(code) => onChange(code)}
    />
  )
}

/** Where calls outside may go. */
export function PlanEditor({ label, value, onChange }: EditorProps<CallingPlan>) {
  const choices = { emergencyOnly: 'Emergency numbers only', domestic: 'Domestic', international: 'International' }
  return <Choice label={label} value={value} onChange={onChange} choices={choices} />
}

/** Several countries. */
export function CountriesEditor({ label, value, onChange, problem }: EditorProps<readonly string[]>) {
  const data = useMemo(countryChoices, [])
  return (
    <MultiSelect
      aria-label={label}
      placeholder={value.length > 0 ? '' : 'None by name'}
      searchable
      clearable
      hidePickedOptions
      data={data}
      value={[...value]}
      onChange={onChange}
      error={problem}
    />
  )
}

/** Whom the directory shows. */
export function SeesEditor({ label, value, onChange }: EditorProps<'company' | 'site'>) {
  const choices = { company: 'Everybody in the company', site: 'Their own site' }
  return <Choice label={label} value={value} onChange={onChange} choices={choices} />
}

const appLabels = { web: 'Web', desktop: 'Desktop', mobile: 'Mobile', desk: 'Desk phone' } as const

/** The phones that people may use. */
export function DevicesEditor({ label, value, onChange }: EditorProps<readonly PhoneApp[]>) {
  return (
    <Checkbox.Group
      aria-label={label}
      value={[...value]}
      onChange={(apps) => onChange(PhoneApp.options.filter((app) => apps.includes(app)))}
    >
      <Group gap="lg">
        {PhoneApp.options.map((app) => (
          <Checkbox key={app} value={app} label={appLabels[app]} />
        ))}
      </Group>
    </Checkbox.Group>
  )
}

const emptyAddress: PostalAddress = { line1: '', line2: '', city: '', state: '', postalCode: '', country: 'US' }

/** The site's emergency address, or one of their own that all of them share. */
export function EmergencyAddressEditor({ label, value, onChange, problem }: EditorProps<PostalAddress | null>) {
  const { data: company } = useQuery(answerOf(endpoints.getTenant, {}))
  const address = { ...emptyAddress, country: company?.country ?? emptyAddress.country }
  return (
    <Stack gap="xs">
      <Choice
        label={label}
        value={value ? 'own' : 'site'}
        onChange={(chosen) => onChange(chosen === 'own' ? address : null)}
        choices={{ site: 'The site’s', own: 'Another, the same for all' }}
      />
      {value && (
        <AddressFields
          part={(name) => ({
            value: value[name],
            onChange: (event: unknown) => onChange({ ...value, [name]: textOf(event) }),
            error: name === 'line1' ? problem : undefined,
          })}
        />
      )}
    </Stack>
  )
}

/** Text inputs hand over an event, selects the value itself. */
function textOf(event: unknown): string {
  if (typeof event === 'string') return event
  const isEvent = typeof event === 'object' && event !== null && 'currentTarget' in event
  return isEvent && event.currentTarget instanceof HTMLInputElement ? event.currentTarget.value : ''
}
