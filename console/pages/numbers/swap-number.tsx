import { Button, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { NumberView } from '../../../contract/api/numbers.ts'
import { call } from '../../../web/api.ts'
import { sayDone } from '../../ui/toast.tsx'
import { useChange } from '../../ui/use-change.ts'
import { NumberSelect } from './number-select.tsx'
import { RearrangementNote } from './rearrangement-note.tsx'
import { useRearrangement } from './use-rearrangement.ts'

/** Exchanges the number with another, each taking the other’s place. */
export function SwapNumber({ number: { e164: first, user } }: { number: NumberView }) {
  const [second, setSecond] = useState<string | null>(null)
  const plan = useRearrangement(
    ['swap', first, second],
    second ? () => call(endpoints.swapNumbers, { body: { first, second }, query: { dryRun: 'true' } }) : null,
  )
  const swap = useChange(
    (other: string) => call(endpoints.swapNumbers, { body: { first, second: other } }),
    (answer) => {
      setSecond(null)
      if ('changeSetId' in answer) sayDone(answer.sentence, answer.changeSetId)
    },
  )
  const offers = (other: NumberView) =>
    other.e164 !== first && (other.state === 'assigned' || (user !== null && other.state === 'available'))
  return (
    <Stack gap="sm">
      <NumberSelect label="With" offers={offers} value={second} onChange={setSecond} />
      <RearrangementNote of={plan} />
      <Group>
        <Button
          disabled={!second || !plan.isReady}
          loading={swap.isPending}
          onClick={() => second && swap.mutate(second)}
        >
          Swap
        </Button>
      </Group>
    </Stack>
  )
}
