import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import type { DeviceCredential } from '../../../contract/api/users.ts'
import { QrCode } from '../../../web/qr-code.tsx'
import { CopyField } from '../../ui/copy-field.tsx'

/** What a SIP phone signs in with. The password is shown this once. */
export function CredentialCard({ credential, onDone }: { credential: DeviceCredential; onDone: () => void }) {
  const { username, password, domain, server, qr, qrHiddenReason } = credential
  return (
    <Alert
      title={<Title order={3}>Enter this into the phone now</Title>}
      role="region"
      aria-label="Credential of the SIP phone"
    >
      <Stack gap="sm">
        <Text size="sm">
          The password is kept nowhere and not shown again. If it is lost, remove the phone and add it again.
        </Text>
        <Group align="flex-start" gap="xl">
          <Stack gap="xs" flex="1 1 220px" miw={0}>
            <CopyField label="Server" value={server} />
            <CopyField label="Domain" value={domain} />
            <CopyField label="Username" value={username} />
            <CopyField label="Password" value={password} />
          </Stack>
          {qr && <QrCode text={qr} label="The same as a QR code for a phone with a camera" />}
        </Group>
        {!qr && qrHiddenReason && (
          <Text size="xs" c="dimmed">
            No QR code: {qrHiddenReason}
          </Text>
        )}
        <Group justify="flex-end">
          <Button size="compact-sm" onClick={onDone}>
            I have entered it
          </Button>
        </Group>
      </Stack>
    </Alert>
  )
}
