import { Alert, Button, CopyButton, Group, Stack, Text, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { UserWritten } from '../../../contract/api/users.ts'
import { paths } from '../../paths.ts'
import { useSession } from '../../session.tsx'
import { Icon } from '../../ui/console-icons.tsx'
import { AnchorLink, ButtonLink } from '../../ui/links.tsx'
import { undoChangeSet } from '../../ui/toast.tsx'
import { createdSentence, createdText, reachedOn } from './created-text.ts'
import { CredentialCard } from './credential-card.tsx'

/** What was just created and chosen, with what to do next. */
export function CreatedCard({ written, onClose }: { written: UserWritten; onClose: () => void }) {
  const { tenant, hasInbox } = useSession()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const [shown, setShown] = useState(written.credentials)
  const { user, changeSetId, warnings } = written
  const isOnPhone = reachedOn(user) !== ''
  const hasMailHere = hasInbox && user.welcome !== 'none'
  const undo = async () => {
    await navigate({ to: paths.users })
    if (changeSetId) await undoChangeSet(queryClient, changeSetId)
  }
  return (
    <Stack>
      <Alert
        icon={<Icon name="check" />}
        title={
          <Title order={3} dir="auto">
            {user.firstName} {user.lastName} {isOnPhone ? 'is on the phone system' : 'is in the directory'}
          </Title>
        }
        style={{ borderColor: 'var(--offhook-ready)' }}
      >
        <Stack gap="xs">
          <Text size="sm">{createdSentence(user)}</Text>
          {warnings.map(({ message }) => (
            <Text key={message} size="sm" c="var(--offhook-attention)">
              {message}
            </Text>
          ))}
          {hasMailHere && (
            <Text size="sm">
              Next: their welcome mail waits in the{' '}
              <AnchorLink to={paths.inbox} size="sm">
                inbox
              </AnchorLink>
              . With its link {user.firstName} sets a password and is on the phone.
            </Text>
          )}
          <Group gap="xs">
            <ButtonLink size="compact-sm" to={paths.newUser} autoFocus>
              Create another
            </ButtonLink>
            <CopyButton value={createdText(user, tenant, location.origin)} timeout={2000}>
              {({ copied, copy }) => (
                <Button size="compact-sm" variant="default" onClick={copy}>
                  {copied ? 'Copied' : 'Copy'}
                </Button>
              )}
            </CopyButton>
            {changeSetId && (
              <Button size="compact-sm" variant="default" onClick={() => void undo()}>
                Undo
              </Button>
            )}
            <Button size="compact-sm" variant="subtle" onClick={onClose}>
              Close
            </Button>
          </Group>
        </Stack>
      </Alert>
      {shown.map((credential) => (
        <CredentialCard
          key={credential.deviceId}
          credential={credential}
          onDone={() => setShown(shown.filter((one) => one !== credential))}
        />
      ))}
    </Stack>
  )
}
