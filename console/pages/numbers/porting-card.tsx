import { Button, Card, Checkbox, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { NumberView } from '../../../contract/api/numbers.ts'
import { NumberPorting } from '../../../contract/e164.ts'
import { call } from '../../../web/api.ts'
import { ConfirmButton } from '../../ui/confirm-button.tsx'
import { sayDone } from '../../ui/toast.tsx'
import { useChange } from '../../ui/use-change.ts'
import { NumberSelect } from './number-select.tsx'

/** How far the porting of a number has come, and the step that ends it. */
export function PortingCard({ number, onGone }: { number: NumberView; onGone: () => void }) {
  const params = { number: number.e164 }
  const [rests, setRests] = useState(true)
  const update = useChange(
    (body: { state?: NumberPorting; temporaryNumber?: string | null }) =>
      call(endpoints.updatePorting, { params, body }),
    ({ changeSetId }) => sayDone('The porting is updated.', changeSetId),
  )
  const complete = useChange(
    () => call(endpoints.completePorting, { params, body: { temporaryNumber: rests ? 'rests' : 'free' } }),
    (answer) => 'changeSetId' in answer && sayDone(answer.sentence, answer.changeSetId),
  )
  const cancel = useChange(
    () => call(endpoints.cancelPorting, { params }),
    ({ changeSetId }) => {
      sayDone(`The porting of ${number.display} is cancelled.`, changeSetId)
      onGone()
    },
  )
  return (
    <Card withBorder component="section" aria-label="Porting">
      <Stack gap="sm">
        <Title order={3}>Porting</Title>
        <Text size="sm" c="dimmed">
          Your old carrier moves the number; write down here how far it is. Until it is here, calls reach the temporary
          number.
        </Text>
        <SegmentedControl
          aria-label="State of the porting"
          data={[
            { value: 'prePorting', label: 'Asked for' },
            { value: 'porting', label: 'Under way' },
          ]}
          value={number.state}
          onChange={(state) => update.mutate({ state: NumberPorting.parse(state) })}
        />
        <NumberSelect
          label="Temporary number"
          description="Rings in its place until then, wherever it belongs"
          offers={({ state }) => state === 'assigned' || state === 'available'}
          value={number.temporaryNumber?.e164 ?? null}
          onChange={(temporaryNumber) => update.mutate({ temporaryNumber })}
        />
        {number.temporaryNumber && (
          <Checkbox
            label="Let the temporary number rest for 30 days afterwards"
            checked={rests}
            onChange={(event) => setRests(event.currentTarget.checked)}
          />
        )}
        <Group>
          <Button loading={complete.isPending} onClick={() => complete.mutate(undefined)}>
            The number is here
          </Button>
          <ConfirmButton
            label="Cancel porting"
            title={`Cancel the porting of ${number.display}?`}
            action="Cancel porting"
            loading={cancel.isPending}
            onConfirm={() => cancel.mutate(undefined)}
          >
            <Text size="sm">The number leaves your list; its temporary number stays where it is.</Text>
          </ConfirmButton>
        </Group>
      </Stack>
    </Card>
  )
}
