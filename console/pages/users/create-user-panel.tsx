import { Button, Group, Stack, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { MouseEvent } from 'react'
import { DiscardDialog } from '../../form/discard-dialog.tsx'
import { FormFailure } from '../../form/form-failure.tsx'
import { paths } from '../../paths.ts'
import { SidePanel } from '../../ui/side-panel.tsx'
import { CredentialCard } from './credential-card.tsx'
import { keptFilters } from './kept-filters.ts'
import { PlanSentence } from './plan-sentence.tsx'
import { ProfileField } from './profile-field.tsx'
import { ServiceFields } from './service-fields.tsx'
import { MoreServices } from './services-more.tsx'
import { useCreation } from './use-creation.ts'
import { ServicesDivider, UserFormBody } from './user-form-body.tsx'

const formId = 'create-user'

/** Creates a person and puts them on the phone, in one save. */
export function CreateUserPanel() {
  const navigate = useNavigate()
  const creation = useCreation(formId)
  const { form, sites, licenses, hasServices, credentials, forget, profile, chooseProfile } = creation
  return (
    <SidePanel
      title="Create user"
      footer={<CreateFooter creation={creation} />}
      onClose={() => void navigate({ to: paths.users, search: keptFilters })}
    >
      <Stack>
        {credentials.map((one) => (
          <CredentialCard key={one.deviceId} credential={one} onDone={() => forget(one)} />
        ))}
        <form id={formId} onSubmit={form.submit} noValidate>
          <UserFormBody form={form} sites={sites} isNew>
            {hasServices && (
              <>
                <ServicesDivider />
                <ServiceFields form={form} licenses={licenses} />
                <ProfileField
                  value={profile}
                  onChange={chooseProfile}
                  description="What new people get unless you change it here."
                />
                <MoreServices form={form} user={null} sites={sites} licenses={licenses} />
              </>
            )}
          </UserFormBody>
        </form>
        {!hasServices && (
          <Text size="sm" c="dimmed">
            With services and extensions this person can call and be called. Saved now, they are only a contact.
          </Text>
        )}
      </Stack>
      <DiscardDialog isDirty={form.isDirty} />
    </SidePanel>
  )
}

/** The last button is the one that Enter presses, the only one that submits by itself. */
function CreateFooter({ creation }: { creation: ReturnType<typeof useCreation> }) {
  const { form, hasServices, addServices, followWith } = creation
  const goOn = (event: MouseEvent<HTMLButtonElement>) => {
    event.preventDefault()
    addServices()
  }
  const save = (event: MouseEvent<HTMLButtonElement>) => {
    followWith(hasServices ? 'another' : 'created')
    event.currentTarget.form?.requestSubmit()
  }
  return (
    <Stack gap="xs">
      <FormFailure sentence={form.failure} />
      <PlanSentence form={form} />
      <Group justify="flex-end" gap="xs">
        <Button form={formId} variant="default" loading={form.isSaving && !hasServices} onClick={save}>
          {hasServices ? 'Save and create another' : 'Save'}
        </Button>
        {hasServices ? (
          // Keys of their own: a button that became one that submits under the click would submit.
          <Button key="save" type="submit" form={formId} loading={form.isSaving} onClick={() => followWith('created')}>
            Save
          </Button>
        ) : (
          <Button key="continue" type="submit" form={formId} onClick={goOn}>
            Continue to services and extensions
          </Button>
        )}
      </Group>
    </Stack>
  )
}
