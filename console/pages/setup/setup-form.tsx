import { Button, Divider, PasswordInput, Select, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { SetupSpec } from '../../../contract/api/setup.ts'
import { call } from '../../../web/api.ts'
import { FormFailure } from '../../form/form-failure.tsx'
import { AddressFields, CountrySelect, LanguageSelect, TimeZoneSelect } from '../../form/place-fields.tsx'
import { likelyCountry } from '../../form/places.ts'
import { useResourceForm } from '../../form/use-resource-form.ts'
import { paths } from '../../paths.ts'
import { rememberCompany } from '../sign-in/company-memory.ts'
import { LicenseQuantities } from './license-quantities.tsx'
import { followCountry, newSetupDraft, type SetupDraft, setupSentence, setupSpec } from './setup-draft.ts'
import { SetupNumbers } from './setup-numbers.tsx'

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone

type Form = UseFormReturnType<SetupDraft>

/** Company, first site, administrator, licences and numbers on one calm page. */
export function SetupForm({ code }: { code: string }) {
  const queryClient = useQueryClient()
  const [readCount, setReadCount] = useState(0)
  const { form, submit, isSaving, failure } = useResourceForm({
    initial: newSetupDraft(likelyCountry(navigator.languages), ownZone),
    body: setupSpec,
    schema: SetupSpec,
    save: (spec) => call(endpoints.setUp, { body: { code, spec } }),
    base: '/spec',
    onSaved: (session) => {
      rememberCompany(session.tenant.slug)
      queryClient.clear()
      location.assign(paths.home)
    },
  })
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xl">
        <CompanySection form={form} />
        <SiteSection form={form} />
        <AdminSection form={form} />
        <Section title="Licences" lead="How many people can be on the phone. You can change it at any time.">
          <LicenseQuantities form={form} />
        </Section>
        <Section title="Phone numbers" lead="Every company can also be called on extensions alone.">
          <SetupNumbers form={form} onRead={setReadCount} />
        </Section>
        <Divider />
        <FormFailure sentence={failure} />
        <Text dir="auto">{setupSentence(setupSpec(form.values), readCount)}</Text>
        <Button type="submit" size="md" loading={isSaving}>
          Set up
        </Button>
      </Stack>
    </form>
  )
}

function Section({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <Stack component="section" gap="sm" aria-label={title}>
      <div>
        <Title order={2}>{title}</Title>
        {lead && (
          <Text size="sm" c="dimmed">
            {lead}
          </Text>
        )}
      </div>
      {children}
    </Stack>
  )
}

function CompanySection({ form }: { form: Form }) {
  const choose = (country: string | null) => {
    if (country) form.setFieldValue('company', { ...form.values.company, ...followCountry(country, ownZone) })
  }
  return (
    <Section title="Company">
      <TextInput label="Company name" required autoFocus dir="auto" {...form.getInputProps('company.name')} />
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        <CountrySelect {...form.getInputProps('company.country')} onChange={choose} />
        <LanguageSelect {...form.getInputProps('company.language')} />
        <TimeZoneSelect {...form.getInputProps('company.timeZone')} />
      </SimpleGrid>
    </Section>
  )
}

/** Usual ranges of short numbers; an empty choice is not possible. */
const ranges = ['100-999', '1000-9999', '10000-99999']

function SiteSection({ form }: { form: Form }) {
  const { from, to } = form.values.site.extensions
  const choose = (range: string | null) => {
    const [first = from, last = to] = range?.split('-') ?? []
    form.setFieldValue('site.extensions', { from: first, to: last })
  }
  return (
    <Section title="First site" lead="Where people work. An emergency call tells the rescuers this address.">
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput label="Site name" required dir="auto" {...form.getInputProps('site.name')} />
        <Select
          label="Extensions"
          allowDeselect={false}
          data={ranges.map((range) => ({ value: range, label: range.replace('-', ' to ') }))}
          value={`${from}-${to}`}
          onChange={choose}
        />
      </SimpleGrid>
      <AddressFields withCountry={false} part={(name) => form.getInputProps(`site.address.${name}`)} />
    </Section>
  )
}

function AdminSection({ form }: { form: Form }) {
  return (
    <Section title="You" lead="The first administrator. You need no licence for this.">
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput
          label="First name"
          required
          dir="auto"
          autoComplete="given-name"
          {...form.getInputProps('admin.firstName')}
        />
        <TextInput
          label="Last name"
          required
          dir="auto"
          autoComplete="family-name"
          {...form.getInputProps('admin.lastName')}
        />
        <TextInput label="E-mail" required type="email" autoComplete="email" {...form.getInputProps('admin.email')} />
        <PasswordInput
          label="Password"
          required
          description="At least 10 characters"
          autoComplete="new-password"
          {...form.getInputProps('admin.password')}
        />
      </SimpleGrid>
    </Section>
  )
}
