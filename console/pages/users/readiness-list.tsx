import { Button, Group, List, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { ReadinessLine, UserView } from '../../../contract/api/users.ts'
import { answerOf } from '../../../web/answers.ts'
import { paths } from '../../paths.ts'
import { ButtonLink } from '../../ui/links.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { readinessTitle } from './readiness-text.ts'
import { goToSection } from './sections/jump-menu.tsx'
import type { SectionId } from './sections/section-list.ts'
import { useWelcome } from './use-welcome.ts'

/** What this person still lacks to make and receive calls; each line turns ready by itself. */
export function ReadinessList({ user }: { user: UserView }) {
  const { data } = useQuery(answerOf(endpoints.getReadiness, { params: { id: user.id } }))
  if (!data) return <Skeleton height={180} />
  return (
    <Stack gap="xs">
      <Text fw={600} role="status">
        {readinessTitle(user.firstName, data.canCall, data.lines)}
      </Text>
      <List listStyleType="none" spacing={6} aria-label="Readiness">
        {data.lines.map((line) => (
          <List.Item
            key={line.key}
            data-ready={line.isReady}
            data-line={line.key}
            styles={{ itemWrapper: { width: '100%' }, itemLabel: { width: '100%' } }}
          >
            <Group justify="space-between" gap="xs">
              <StateMark tone={line.isReady ? 'ready' : 'attention'}>{line.sentence}</StateMark>
              <Fix line={line} user={user} />
            </Group>
          </List.Item>
        ))}
      </List>
    </Stack>
  )
}

function Fix({ line, user }: { line: ReadinessLine; user: UserView }) {
  const welcome = useWelcome(user)
  const { fix } = line
  if (line.isReady || !fix || fix.action === 'none') return null
  if (fix.action === 'resendWelcome') {
    return (
      <Button size="compact-xs" variant="default" loading={welcome.isPending} onClick={() => welcome.mutate()}>
        {fix.label}
      </Button>
    )
  }
  const look = { size: 'compact-xs', variant: 'default' } as const
  return fix.action === 'editSite' ? (
    <ButtonLink {...look} to={paths.site} params={{ id: user.site.id }}>
      {fix.label}
    </ButtonLink>
  ) : (
    <Button {...look} onClick={() => goToSection(sectionOfLine[line.key])}>
      {fix.label}
    </Button>
  )
}

const sectionOfLine: Record<ReadinessLine['key'], SectionId> = {
  profile: 'basic',
  license: 'services',
  extension: 'voice',
  rights: 'services',
  emergencyAddress: 'emergency',
  welcomeMail: 'readiness',
  signedIn: 'readiness',
  registered: 'voice',
}
