import { Alert, type MantineSpacing, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { LeavingView } from '../../../contract/api/leaving.ts'
import { answerOf } from '../../../web/answers.ts'
import { paths } from '../../paths.ts'
import { Icon } from '../../ui/console-icons.tsx'
import { isolated } from '../../ui/isolated.ts'
import { AnchorLink } from '../../ui/links.tsx'
import { timeOf } from './time-of.ts'

const mostShown = 5

/** Who is to leave, above the list of users and on Home; whoever could not leave as planned comes first. */
export function LeaversNote({ mb = 0 }: { mb?: MantineSpacing }) {
  const { data } = useQuery(answerOf(endpoints.listLeavings, {}))
  const items = data?.items ?? []
  if (items.length === 0) return null
  const hasFailed = items.some(({ failure }) => failure !== null)
  return (
    <Alert
      mb={mb}
      icon={<Icon name={hasFailed ? 'warning' : 'activity'} />}
      title={items.length === 1 ? 'One person is to leave' : `${items.length.toLocaleString()} people are to leave`}
      style={hasFailed ? { borderColor: 'var(--offhook-attention)' } : undefined}
    >
      <Stack gap={2}>
        {items.slice(0, mostShown).map((leaving) => (
          <Leaver key={leaving.user.id} leaving={leaving} />
        ))}
        {items.length > mostShown && (
          <Text size="sm" c="dimmed">
            and {(items.length - mostShown).toLocaleString()} later
          </Text>
        )}
      </Stack>
    </Alert>
  )
}

function Leaver({ leaving: { user, at, failure, successor } }: { leaving: LeavingView }) {
  const then = successor ? `; ${isolated(successor.name)} takes over` : ''
  return (
    <Text size="sm">
      <AnchorLink to={paths.offboard} params={{ id: user.id }} size="sm">
        <bdi>{user.name}</bdi>
      </AnchorLink>{' '}
      {failure ? `was to leave ${timeOf(at)}: ${failure}` : `leaves ${timeOf(at)}${then}.`}
    </Text>
  )
}
