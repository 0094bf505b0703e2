import { Anchor, Card, Group, List, Text } from '@mantine/core'
import type { HomeView } from '../../../contract/api/setup.ts'
import { paths, phonePath } from '../../paths.ts'
import { useSession } from '../../session.tsx'
import { AnchorLink } from '../../ui/links.tsx'
import { StateMark } from '../../ui/state-mark.tsx'

type Step = HomeView['steps'][number]

/** The way from an empty company to the first call. */
export function FirstSteps({ steps }: { steps: readonly Step[] }) {
  const done = steps.filter(({ isDone }) => isDone).length
  const next = steps.find(({ isDone }) => !isDone)
  return (
    <Card withBorder component="section" aria-label="Getting your company on the phone">
      <Group justify="space-between" mb="sm">
        <Text fw={600}>Getting your company on the phone</Text>
        <Text size="sm" c="dimmed">
          {done} of {steps.length} done
        </Text>
      </Group>
      <List listStyleType="none" spacing="xs">
        {steps.map((step) => (
          <List.Item key={step.key}>
            <Group gap="sm">
              <StateMark tone={step.isDone ? 'ready' : 'off'}>{step.sentence}</StateMark>
              {step === next && <StepLink stepKey={step.key} />}
            </Group>
          </List.Item>
        ))}
      </List>
    </Card>
  )
}

function StepLink({ stepKey }: { stepKey: Step['key'] }) {
  const look = { size: 'sm', fw: 600 } as const
  const { user, hasInbox } = useSession()
  if (stepKey === 'firstCall' && !user.extension && hasInbox) {
    return (
      <AnchorLink to={paths.inbox} {...look}>
        → Follow a welcome mail to its phone
      </AnchorLink>
    )
  }
  if (stepKey === 'firstCall') {
    return (
      <Anchor href={phonePath} {...look}>
        → Open your phone
      </Anchor>
    )
  }
  const { to, label } = ways[stepKey]
  return (
    <AnchorLink to={to} {...look}>
      → {label}
    </AnchorLink>
  )
}

const ways = {
  company: { to: paths.settings, label: 'Complete the company' },
  licenses: { to: paths.licenses, label: 'Add licences' },
  numbers: { to: paths.claimNumbers, label: 'Claim numbers' },
  firstUser: { to: paths.newUser, label: 'Create a user' },
} as const
