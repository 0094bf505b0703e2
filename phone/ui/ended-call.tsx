import { Button, Group, Text } from '@mantine/core'
import type { Ended } from '../call/call-state.ts'
import { clock } from '../call/call-words.ts'
import { PeerCard } from './peer-card.tsx'
import { useDial, useDismiss } from './phone-context.tsx'

/** How a call ended; a problem stays with what to do about it. */
export function EndedCall({ id, state }: { id: string; state: Ended }) {
  const dismiss = useDismiss()
  const dial = useDial()
  const { peer, end, talkSeconds } = state
  const isProblem = end.kind === 'problem'
  return (
    <section aria-label="Call ended" data-phase="ended">
      <PeerCard peer={peer}>
        <Text fw={isProblem ? 600 : undefined} c={isProblem ? undefined : 'dimmed'}>
          {end.sentence}
          {talkSeconds !== null && <span className="tabular"> {clock(talkSeconds)}</span>}
        </Text>
        {end.advice && <Text c="dimmed">{end.advice}</Text>}
      </PeerCard>
      <Group justify="center" mt="xl">
        {isProblem && peer.number && <Button onClick={() => dial(peer.number, peer.name)}>Call again</Button>}
        <Button variant="default" onClick={() => dismiss(id)}>
          Close
        </Button>
      </Group>
    </section>
  )
}
