import { Button, Group, Stack, Text } from '@mantine/core'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { DeviceCredential, UserWritten } from '../../../contract/api/users.ts'
import { answerOf } from '../../../web/answers.ts'
import { DiscardDialog } from '../../form/discard-dialog.tsx'
import { FormFailure } from '../../form/form-failure.tsx'
import { paths } from '../../paths.ts'
import { SidePanel } from '../../ui/side-panel.tsx'
import { sayDone } from '../../ui/toast.tsx'
import { rememberCreated } from './created-memory.ts'
import { createdSentence } from './created-text.ts'
import { CredentialCard } from './credential-card.tsx'
import { PlanSentence } from './plan-sentence.tsx'
import { firstServices } from './service-defaults.ts'
import { ServiceFields } from './service-fields.tsx'
import { useUserForm } from './use-user-form.ts'
import { createUser, planCreation } from './user-answers.ts'
import { creatingSpec, newUserDraft } from './user-draft.ts'
import { ServicesDivider, UserFormBody } from './user-form-body.tsx'

const formId = 'create-user'

/** Creates a person and puts them on the phone, in one save. */
export function CreateUserPanel() {
  const { data: sites } = useSuspenseQuery(answerOf(endpoints.listSites, {}))
  const { data: licenses } = useSuspenseQuery(answerOf(endpoints.listLicenses, {}))
  const { data: free } = useSuspenseQuery(answerOf(endpoints.listNumbers, { query: { state: 'available', limit: 50 } }))
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [hasServices, setHasServices] = useState(false)
  const [credentials, setCredentials] = useState<readonly DeviceCredential[]>([])
  const another = useRef(false)
  const key = useRef(crypto.randomUUID())
  const form = useUserForm({
    initial: newUserDraft(sites.items[0]?.id ?? ''),
    planKey: hasServices ? 'create-with-services' : 'create',
    specOf: (draft) => creatingSpec(draft, hasServices),
    ask: planCreation,
    save: (spec) => createUser(spec, key.current),
    onSaved: (written) => {
      key.current = crypto.randomUUID()
      if (another.current) return startAnother(written)
      rememberCreated(queryClient, written)
      void navigate({ to: paths.user, params: { id: written.user.id }, search: keptFilters })
    },
  })
  const startAnother = (written: UserWritten) => {
    sayDone(createdSentence(written.user), written.changeSetId)
    setCredentials(written.credentials)
    const { site, language } = form.draft
    const next = { ...newUserDraft(site), language }
    form.restart(hasServices ? { ...next, ...firstServices(licenses.items, free.counts.available - 1) } : next)
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`#${formId} [data-autofocus]`)?.focus())
  }
  const goOnToServices = () => {
    setHasServices(true)
    form.merge(firstServices(licenses.items, free.counts.available))
  }
  const footer = (
    <Stack gap="xs">
      <FormFailure sentence={form.failure} />
      <PlanSentence form={form} />
      <Group justify="flex-end" gap="xs">
        {hasServices ? (
          // Keys of their own: a button that turned into one that submits under the click would submit.
          <Button key="another" type="submit" form={formId} variant="default" onClick={() => (another.current = true)}>
            Save and create another
          </Button>
        ) : (
          <Button key="continue" variant="default" onClick={goOnToServices}>
            Continue to services and extensions
          </Button>
        )}
        <Button type="submit" form={formId} loading={form.isSaving} onClick={() => (another.current = false)}>
          Save
        </Button>
      </Group>
    </Stack>
  )
  return (
    <SidePanel
      title="Create user"
      footer={footer}
      onClose={() => void navigate({ to: paths.users, search: keptFilters })}
    >
      <Stack>
        {credentials.map((credential) => (
          <CredentialCard
            key={credential.deviceId}
            credential={credential}
            onDone={() => setCredentials(credentials.filter((one) => one !== credential))}
          />
        ))}
        <form id={formId} onSubmit={form.submit} noValidate>
          <UserFormBody form={form} sites={sites.items}>
            {hasServices && (
              <>
                <ServicesDivider />
                <ServiceFields form={form} licenses={licenses.items} held={null} />
              </>
            )}
          </UserFormBody>
        </form>
        {!hasServices && (
          <Text size="sm" c="dimmed">
            Saved now, this person is a contact. With services and extensions they can call and be called.
          </Text>
        )}
      </Stack>
      <DiscardDialog isDirty={form.isDirty} />
    </SidePanel>
  )
}

function keptFilters({
  q,
  site,
  state,
}: {
  q?: string | undefined
  site?: string | undefined
  state?: string | undefined
}) {
  return { q, site, state }
}
