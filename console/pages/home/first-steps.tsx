import { Anchor, Card, Group, List, Text } from '@mantine/core'
import type { HomeView } from '../../../contract/api/setup.ts'
import { paths, phonePath } from '../../paths.ts'
import { useSession } from '../../session.tsx'
import { AnchorLink } from '../../ui/links.tsx'
import { StateMark } from '../../ui/state-mark.tsx'

type Step = HomeView['steps'][number]

/** The way from an empty company to the first call. */
export function FirstSteps({ home: { steps, someoneToCall } }: { home: HomeView }) {
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
              {step === next && <NextStep step={step} someoneToCall={someoneToCall} />}
            </Group>
          </List.Item>
        ))}
      </List>
    </Card>
  )
}

const look = { size: 'sm', fw: 600 } as const

function NextStep({ step, someoneToCall }: { step: Step } & Pick<HomeView, 'someoneToCall'>) {
  if (step.key === 'firstCall') return <FirstCall someoneToCall={someoneToCall} />
  const { to, label } = ways[step.key]
  return (
    <AnchorLink to={to} {...look}>
      → {label}
    </AnchorLink>
  )
}

/** A call needs two people with an extension, oneself among them, and both phones open. */
function FirstCall({ someoneToCall }: Pick<HomeView, 'someoneToCall'>) {
  const { user, hasInbox } = useSession()
  if (!user.extension) {
    return (
      <AnchorLink to={paths.user} params={{ id: user.id }} search={{ tab: 'details' }} {...look}>
        → Give yourself an extension
      </AnchorLink>
    )
  }
  if (!someoneToCall) {
    return (
      <AnchorLink to={paths.newUser} {...look}>
        → Create a colleague to call
      </AnchorLink>
    )
  }
  return (
    <>
      <Anchor href={phonePath} {...look}>
        → Open your phone and call <bdi>{someoneToCall.name}</bdi> on {someoneToCall.extension}
      </Anchor>
      {hasInbox && (
        <Text size="sm" c="dimmed">
          Their phone must be open, too: in a private window, follow the welcome mail in the{' '}
          <AnchorLink to={paths.inbox} size="sm">
            inbox
          </AnchorLink>
          .
        </Text>
      )}
    </>
  )
}

const ways = {
  company: { to: paths.settings, label: 'Complete the company' },
  licenses: { to: paths.licenses, label: 'Add licences' },
  numbers: { to: paths.claimNumbers, label: 'Claim numbers' },
  firstUser: { to: paths.newUser, label: 'Create a user' },
} as const
