import { Button, Card, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { TenantView } from '../../../contract/api/setup.ts'
import { answerOf } from '../../../web/answers.ts'
import { call } from '../../../web/api.ts'
import { DiscardDialog } from '../../form/discard-dialog.tsx'
import { FormFailure } from '../../form/form-failure.tsx'
import { LanguageSelect, TimeZoneSelect } from '../../form/place-fields.tsx'
import { countryName } from '../../form/places.ts'
import { useResourceForm } from '../../form/use-resource-form.ts'
import { paths } from '../../paths.ts'
import { CopyField } from '../../ui/copy-field.tsx'
import { sayDone } from '../../ui/toast.tsx'

/** Name, language and time zone of the company. */
export function CompanySettings() {
  const { data: tenant } = useSuspenseQuery(answerOf(endpoints.getTenant, {}))
  return <CompanyForm key={tenant.version} tenant={tenant} />
}

function CompanyForm({ tenant }: { tenant: TenantView }) {
  const { form, submit, isSaving, failure, isDirty } = useResourceForm({
    initial: { name: tenant.name, language: tenant.language, timeZone: tenant.timeZone },
    body: (values) => values,
    schema: endpoints.updateTenant.body,
    save: (body) => call(endpoints.updateTenant, { body, ifMatch: tenant.version }),
    onSaved: ({ name, changeSetId }) =>
      sayDone(changeSetId ? `${name} is saved.` : 'Nothing was different, so nothing was saved.', changeSetId),
  })
  return (
    <Card withBorder component="section" aria-label="Company">
      <form onSubmit={submit} noValidate>
        <Stack>
          <Title order={2}>Company</Title>
          <FormFailure sentence={failure} />
          <TextInput label="Name" dir="auto" {...form.getInputProps('name')} />
          <LanguageSelect
            description="For mails and announcements, where a site or person has no other"
            {...form.getInputProps('language')}
          />
          <TimeZoneSelect {...form.getInputProps('timeZone')} />
          <Text size="sm" c="dimmed">
            Country: {countryName(tenant.country)}. Sites can be in others.
          </Text>
          <CopyField
            label="Sign-in address"
            value={`${location.origin}${paths.company.replace('$slug', tenant.slug)}`}
          />
          <Group justify="flex-end">
            <Button type="submit" loading={isSaving}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
      <DiscardDialog isDirty={isDirty} />
    </Card>
  )
}
