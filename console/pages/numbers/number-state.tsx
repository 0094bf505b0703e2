import { Text } from '@mantine/core'
import type { NumberView } from '../../../contract/api/numbers.ts'
import { StateMark, type Tone } from '../../ui/state-mark.tsx'
import { Time } from '../../ui/time.tsx'

const states: Record<NumberView['state'], { tone: Tone; text: string }> = {
  available: { tone: 'ready', text: 'Free' },
  assigned: { tone: 'off', text: 'In use' },
  quarantined: { tone: 'attention', text: 'Resting' },
  prePorting: { tone: 'attention', text: 'Porting asked for' },
  porting: { tone: 'attention', text: 'Porting' },
}

/** How a number stands, and until when. */
export function NumberStateMark({ number: { state, quarantinedUntil, releasedAt } }: { number: NumberView }) {
  const { tone, text } = states[state]
  return (
    <span>
      <StateMark tone={tone}>{releasedAt ? 'Released' : text}</StateMark>
      {quarantinedUntil && (
        <Text span size="xs" c="dimmed">
          {' '}
          {releasedAt ? 'leaves' : 'until'} <Time at={quarantinedUntil} />
        </Text>
      )}
    </span>
  )
}
