import { Anchor, Card, Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { answerOf } from '../../../web/answers.ts'
import { paths, phonePath } from '../../paths.ts'
import { useSession } from '../../session.tsx'
import { Icon } from '../../ui/console-icons.tsx'
import { AnchorLink, ButtonLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { HistoryLine } from '../activity/history-list.tsx'
import { LeaversNote } from '../leaving/leavers-note.tsx'
import { AttentionNote } from './attention-note.tsx'
import { Figures } from './figures.tsx'
import { FirstSteps } from './first-steps.tsx'

/** What to do next, and how things stand. */
export function HomePage() {
  const { data: home } = useSuspenseQuery(answerOf(endpoints.getHome, {}))
  const isSettled = home.steps.every(({ isDone }) => isDone)
  return (
    <>
      <PageHeader title="Home">
        <ButtonLink to={paths.newUser} leftSection={<Icon name="plus" />}>
          Create user
        </ButtonLink>
      </PageHeader>
      <Stack gap="lg">
        {!isSettled && <FirstSteps home={home} />}
        <AttentionNote home={home} />
        <LeaversNote />
        <Figures home={home} />
        <SimpleGrid cols={{ base: 1, md: 2 }}>
          <LatestChanges />
          <Doors />
        </SimpleGrid>
      </Stack>
    </>
  )
}

function LatestChanges() {
  const { data } = useSuspenseQuery(answerOf(endpoints.listChangeSets, { query: { limit: 6 } }))
  return (
    <Card withBorder component="section" aria-label="Latest changes">
      <Group justify="space-between" mb="sm">
        <Text fw={600}>Latest changes</Text>
        <AnchorLink to={paths.activity} size="sm">
          All activity
        </AnchorLink>
      </Group>
      <Stack gap="sm">
        {data.items.map((changeSet) => (
          <HistoryLine key={changeSet.id} changeSet={changeSet} />
        ))}
      </Stack>
    </Card>
  )
}

function Doors() {
  const { hasInbox, user } = useSession()
  return (
    <Card withBorder component="section" aria-label="Your phone and mail">
      <Text fw={600} mb="sm">
        Your phone{hasInbox ? ' and mail' : ''}
      </Text>
      <Stack gap="sm" align="flex-start">
        {user.extension ? (
          <Anchor href={phonePath} size="sm">
            Open my phone ({user.extension})
          </Anchor>
        ) : (
          <Text size="sm">
            You have no extension yet.{' '}
            <AnchorLink to={paths.user} params={{ id: user.id }} search={{ tab: 'details' }} size="sm">
              Give yourself one
            </AnchorLink>
          </Text>
        )}
        {hasInbox && (
          <Text size="sm">
            No mail server is set up, so mails wait on this machine.{' '}
            <AnchorLink to={paths.inbox} size="sm">
              Open the inbox
            </AnchorLink>{' '}
            to follow a welcome link.
          </Text>
        )}
      </Stack>
    </Card>
  )
}
