import { Alert, Stack, Text } from '@mantine/core'
import type { HomeView } from '../../../contract/api/setup.ts'
import { paths } from '../../paths.ts'
import { Icon } from '../../ui/console-icons.tsx'
import { AnchorLink } from '../../ui/links.tsx'

const ways = {
  tasks: { to: paths.tasks, label: 'See the tasks' },
  licenses: { to: paths.licenses, label: 'See the licences' },
  allowance: { to: paths.numberAllowance, label: 'See the allowance' },
} as const

/** What went wrong or runs out, and where to look at it. */
export function AttentionNote({ home: { attention } }: { home: HomeView }) {
  if (attention.length === 0) return null
  return (
    <Alert
      icon={<Icon name="warning" />}
      title="Needs a look"
      style={{ borderColor: 'var(--offhook-attention)' }}
      role="region"
      aria-label="Needs a look"
    >
      <Stack gap={2}>
        {attention.map(({ kind, sentence }) => (
          <Text key={sentence} size="sm">
            {sentence}{' '}
            <AnchorLink to={ways[kind].to} size="sm">
              {ways[kind].label}
            </AnchorLink>
          </Text>
        ))}
      </Stack>
    </Alert>
  )
}
