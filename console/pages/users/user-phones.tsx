import { Button, Group, Modal, Paper, Stack, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { DeviceCredential, DeviceView, UserView } from '../../../contract/api/users.ts'
import { answerOf } from '../../../web/answers.ts'
import { call } from '../../../web/api.ts'
import { ConfirmButton } from '../../ui/confirm-button.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { Time } from '../../ui/time.tsx'
import { sayDone } from '../../ui/toast.tsx'
import { useChange } from '../../ui/use-change.ts'
import { CredentialCard } from './credential-card.tsx'

/** The phones of a person, and one more. */
export function UserPhones({ user }: { user: UserView }) {
  const { data } = useSuspenseQuery(answerOf(endpoints.listDevices, { params: { id: user.id } }))
  const [credential, setCredential] = useState<DeviceCredential | null>(null)
  return (
    <Stack>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          The web phone needs nothing: {user.firstName} signs in and calls.
        </Text>
        <AddPhone user={user} onAdded={setCredential} />
      </Group>
      {credential && <CredentialCard credential={credential} onDone={() => setCredential(null)} />}
      {data.items.map((device) => (
        <Phone key={device.id} device={device} userId={user.id} />
      ))}
      {data.items.length === 0 && <Text size="sm">No phone has registered yet, and no SIP phone is set up.</Text>}
    </Stack>
  )
}

function Phone({ device, userId }: { device: DeviceView; userId: string }) {
  const { registration } = device
  const remove = useChange(
    () => call(endpoints.removeDevice, { params: { id: userId, deviceId: device.id } }),
    () => sayDone(`${device.label} can no longer register.`),
  )
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" align="flex-start">
        <Stack gap={2} miw={0} flex={1}>
          <Group gap="xs">
            <Text fw={550} dir="auto">
              {device.label}
            </Text>
            <StateMark tone={registration ? 'ready' : 'off'}>
              {registration ? 'Registered' : 'Not registered'}
            </StateMark>
          </Group>
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {registration ? (
              <>
                {registration.userAgent || 'Unnamed phone'} · {registration.transport} from {registration.source} ·{' '}
                <Time at={registration.registeredAt} />
              </>
            ) : (
              <>
                {device.kind === 'web' ? 'Browser' : `Username ${device.username}`} · added{' '}
                <Time at={device.createdAt} />
              </>
            )}
          </Text>
        </Stack>
        {device.kind === 'sip' && (
          <ConfirmButton
            size="compact-sm"
            label="Remove"
            title={`Remove ${device.label}?`}
            action="Remove"
            onConfirm={() => remove.mutate(undefined)}
            loading={remove.isPending}
          >
            <Text size="sm">
              It stops working at once, and its calls end. To use it again, add it with a new password.
            </Text>
          </ConfirmButton>
        )}
      </Group>
    </Paper>
  )
}

function AddPhone({ user, onAdded }: { user: UserView; onAdded: (credential: DeviceCredential) => void }) {
  const [isOpen, { open, close }] = useDisclosure()
  const [label, setLabel] = useState('SIP phone')
  const add = useChange(
    () => call(endpoints.addDevice, { params: { id: user.id }, body: { label: label.trim() || 'SIP phone' } }),
    (credential) => {
      close()
      onAdded(credential)
    },
  )
  return (
    <>
      <Button size="compact-sm" onClick={open}>
        Add SIP phone
      </Button>
      <Modal opened={isOpen} onClose={close} title={`Add a SIP phone for ${user.firstName}`}>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            add.mutate(undefined)
          }}
        >
          <Stack>
            <TextInput
              data-autofocus
              label="Name"
              description="How you recognise it: “Desk, room 4”"
              maxLength={64}
              dir="auto"
              value={label}
              onChange={(event) => setLabel(event.currentTarget.value)}
            />
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                Cancel
              </Button>
              <Button type="submit" loading={add.isPending}>
                Add
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  )
}
