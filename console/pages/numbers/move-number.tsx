import { Button, Checkbox, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { NumberView } from '../../../contract/api/numbers.ts'
import { call } from '../../../web/api.ts'
import { sayDone } from '../../ui/toast.tsx'
import { useChange } from '../../ui/use-change.ts'
import { PersonSelect } from '../leaving/person-select.tsx'
import { RearrangementNote } from './rearrangement-note.tsx'
import { useRearrangement } from './use-rearrangement.ts'

/** Gives the number to somebody else, or to nobody, in one step. */
export function MoveNumber({ number: { e164: number, user } }: { number: NumberView }) {
  const [toUserId, setTo] = useState<string | null>(null)
  const [asPrimary, setPrimary] = useState(false)
  const plan = useRearrangement(
    ['move', number, toUserId, asPrimary],
    toUserId
      ? () => call(endpoints.moveNumber, { body: { number, toUserId, asPrimary }, query: { dryRun: 'true' } })
      : null,
  )
  const move = useChange(
    (to: string | null) => call(endpoints.moveNumber, { body: { number, toUserId: to, asPrimary } }),
    (answer) => {
      setTo(null)
      if ('changeSetId' in answer) sayDone(answer.sentence, answer.changeSetId)
    },
  )
  return (
    <Stack gap="sm">
      <PersonSelect
        label="To"
        placeholder="Name or extension"
        except={user?.id ?? ''}
        value={toUserId}
        name={null}
        onChange={setTo}
      />
      <Checkbox
        label="As their first number: the one they show when calling"
        checked={asPrimary}
        onChange={(event) => setPrimary(event.currentTarget.checked)}
      />
      <RearrangementNote of={plan} />
      <Group>
        <Button disabled={!toUserId || !plan.isReady} loading={move.isPending} onClick={() => move.mutate(toUserId)}>
          {user ? 'Move' : 'Give'}
        </Button>
        {user && (
          <Button variant="default" loading={move.isPending} onClick={() => move.mutate(null)}>
            Take it from {user.name}
          </Button>
        )}
      </Group>
    </Stack>
  )
}
