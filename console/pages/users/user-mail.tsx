import { Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { UserView, WelcomeState } from '../../../contract/api/users.ts'
import { answerOf } from '../../../web/answers.ts'
import { paths } from '../../paths.ts'
import { useSession } from '../../session.tsx'
import { AnchorLink } from '../../ui/links.tsx'
import { StateMark, type Tone } from '../../ui/state-mark.tsx'
import { Time } from '../../ui/time.tsx'
import { useWelcome } from './use-welcome.ts'

const states: Record<WelcomeState, { tone: Tone; text: string }> = {
  none: { tone: 'off', text: 'not sent' },
  queued: { tone: 'attention', text: 'on its way' },
  sent: { tone: 'ready', text: 'sent' },
  failed: { tone: 'failed', text: 'failed' },
  opened: { tone: 'ready', text: 'link opened' },
  expired: { tone: 'attention', text: 'link no longer works' },
  accepted: { tone: 'ready', text: 'password set' },
}

/** The mails to a person and what became of them. */
export function UserMail({ user }: { user: UserView }) {
  const { data } = useQuery(answerOf(endpoints.listUserMail, { params: { id: user.id } }))
  const welcome = useWelcome(user)
  const { hasInbox } = useSession()
  const mails = data?.items ?? []
  return (
    <Stack gap="xs" component="section" aria-label="Mail">
      <Group justify="space-between">
        <Text fw={600}>
          Mail{' '}
          {hasInbox && mails.length > 0 && (
            <AnchorLink to={paths.inbox} size="sm" fw={400}>
              Read it in the inbox
            </AnchorLink>
          )}
        </Text>
        {user.extension ? (
          <Button size="compact-sm" variant="default" loading={welcome.isPending} onClick={() => welcome.mutate()}>
            {mails.length > 0 ? 'Send the welcome mail again' : 'Send the welcome mail'}
          </Button>
        ) : (
          <Text size="sm" c="dimmed">
            The welcome mail goes out with an extension.
          </Text>
        )}
      </Group>
      {mails.map(({ id, kind, state, to, reason, at }) => (
        <Group key={id} gap="xs" justify="space-between">
          <StateMark
            tone={states[state].tone}
          >{`${kind === 'welcome' ? 'Welcome mail:' : 'New password:'} ${states[state].text}`}</StateMark>
          <Text size="sm" c="dimmed">
            {reason ? `${reason} · ` : ''}
            <bdi>{to}</bdi> · <Time at={at} />
          </Text>
        </Group>
      ))}
    </Stack>
  )
}
