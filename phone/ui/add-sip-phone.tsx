import { ActionIcon, Alert, Button, CopyButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { endpoints } from '../../contract/api/endpoints.ts'
import type { DeviceCredential } from '../../contract/api/users.ts'
import { call } from '../../web/api.ts'
import { sentenceOf } from '../../web/problem-text.ts'
import { QrCode } from '../../web/qr-code.tsx'
import { PhoneIcon } from './phone-icons.tsx'

/** Names a SIP phone, then shows once what it signs in with. */
export function AddSipPhone({ onClose }: { onClose: () => void }) {
  const queryClient = useQueryClient()
  const [label, setLabel] = useState('')
  const add = useMutation({
    mutationFn: () => call(endpoints.addOwnDevice, { body: { label: label.trim() || 'SIP phone' } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [endpoints.listOwnDevices.path] }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate()
  }
  if (add.data) return <CredentialOnce credential={add.data} onClose={onClose} />
  return (
    <Modal opened onClose={onClose} title="Add a SIP phone">
      <form onSubmit={submit}>
        <TextInput
          label="What do you call it?"
          description="So that you know it in your list."
          placeholder="SIP phone"
          maxLength={64}
          dir="auto"
          data-autofocus
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
          error={add.error && sentenceOf(add.error)}
        />
        <Group justify="end" mt="lg">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={add.isPending}>
            Add phone
          </Button>
        </Group>
      </form>
    </Modal>
  )
}

function CredentialOnce({ credential, onClose }: { credential: DeviceCredential; onClose: () => void }) {
  const { server, username, password, domain, qr, qrHiddenReason } = credential
  return (
    <Modal opened onClose={onClose} closeOnClickOutside={false} title="Enter this in your phone">
      <Stack gap="sm">
        <Text size="sm">The password is shown only now. Whoever has it can call as you.</Text>
        <Value label="Server" value={server} />
        <Value label="Username" value={username} />
        <Value label="Password" value={password} />
        <Value label="Domain" value={domain} />
        {qr ? (
          <Stack align="center" gap={6}>
            <QrCode text={qr} label="The same as a QR code" />
            <Text size="sm" c="dimmed">
              Or scan it with a phone app that reads SIP accounts.
            </Text>
          </Stack>
        ) : (
          qrHiddenReason && <Alert title="No QR code here">{qrHiddenReason}</Alert>
        )}
        <Group justify="end">
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function Value({ label, value }: { label: string; value: string }) {
  return (
    <TextInput
      label={label}
      value={value}
      readOnly
      dir="ltr"
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      onFocus={(event) => event.currentTarget.select()}
      rightSection={
        <CopyButton value={value} timeout={2000}>
          {({ copied, copy }) => (
            <ActionIcon
              variant="subtle"
              color="gray"
              onClick={copy}
              aria-label={copied ? `${label} copied` : `Copy ${label.toLowerCase()}`}
            >
              <PhoneIcon name={copied ? 'check' : 'copy'} size={18} />
            </ActionIcon>
          )}
        </CopyButton>
      }
    />
  )
}
