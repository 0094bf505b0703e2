import { Button, Card, Group, NumberInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { TenantView } from '../../../contract/api/setup.ts'
import { answerOf } from '../../../web/answers.ts'
import { call } from '../../../web/api.ts'
import { DiscardDialog } from '../../form/discard-dialog.tsx'
import { FormFailure } from '../../form/form-failure.tsx'
import { OutdatedNote } from '../../form/outdated-note.tsx'
import { LanguageSelect, TimeZoneSelect } from '../../form/place-fields.tsx'
import { countryName } from '../../form/places.ts'
import { usePinnedVersion } from '../../form/use-pinned-version.ts'
import { useResourceForm } from '../../form/use-resource-form.ts'
import { paths } from '../../paths.ts'
import { CopyField } from '../../ui/copy-field.tsx'
import { sayDone } from '../../ui/toast.tsx'

/** Name, language and time zone of the company. */
export function CompanySettings() {
  const { data: tenant } = useSuspenseQuery(answerOf(endpoints.getTenant, {}))
  const { base, rebase } = usePinnedVersion(tenant)
  return <CompanyForm key={base.version} base={base} tenant={tenant} onLoad={rebase} />
}

interface CompanyFormProps {
  /** The version that is being edited, and the one that is true now. */
  base: TenantView
  tenant: TenantView
  onLoad: (tenant: TenantView) => void
}

function CompanyForm({ base, tenant, onLoad }: CompanyFormProps) {
  const queryClient = useQueryClient()
  const { form, submit, isSaving, failure, isDirty } = useResourceForm({
    initial: {
      name: base.name,
      language: base.language,
      timeZone: base.timeZone,
      numberQuarantineDays: base.numberQuarantineDays as number | string,
    },
    body: ({ numberQuarantineDays: days, ...values }) => ({
      ...values,
      // An empty box is no number of days: the contract says so at the field.
      numberQuarantineDays: days === '' ? Number.NaN : Number(days),
    }),
    schema: endpoints.updateTenant.body,
    save: (body) => call(endpoints.updateTenant, { body, ifMatch: base.version }),
    onSaved: ({ changeSetId, ...saved }) => {
      sayDone(changeSetId ? `${saved.name} is saved.` : 'Nothing was different, so nothing was saved.', changeSetId)
      queryClient.setQueryData(answerOf(endpoints.getTenant, {}).queryKey, saved)
      onLoad(saved)
    },
  })
  const isOutdated = tenant.version !== base.version
  useEffect(() => {
    if (isOutdated && !isDirty()) onLoad(tenant)
  })
  return (
    <Card withBorder component="section" aria-label="Company">
      <form onSubmit={submit} noValidate>
        <Stack>
          <Title order={2}>Company</Title>
          {isOutdated && isDirty() && <OutdatedNote name={tenant.name} onLoad={() => onLoad(tenant)} />}
          <FormFailure sentence={failure} />
          <TextInput label="Name" dir="auto" {...form.getInputProps('name')} />
          <LanguageSelect
            description="For mails and announcements, where a site or person has no other"
            {...form.getInputProps('language')}
          />
          <TimeZoneSelect {...form.getInputProps('timeZone')} />
          <NumberInput
            label="Days that a released number rests"
            description="Before it goes back to the stock. Until then a release can be taken back"
            min={0}
            max={365}
            allowDecimal={false}
            maw={320}
            {...form.getInputProps('numberQuarantineDays')}
          />
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
