import { Button, Group, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { NumberView } from '../../../contract/api/numbers.ts'
import { call } from '../../../web/api.ts'
import { sayDone } from '../../ui/toast.tsx'
import { useChange } from '../../ui/use-change.ts'

/** Lets colleagues show the number as caller ID, under a name. */
export function ShareNumber({ number: { e164: number, display, sharedName } }: { number: NumberView }) {
  const [name, setName] = useState(sharedName ?? '')
  const share = useChange(
    (as: string | null) => call(endpoints.shareNumber, { body: { number, name: as } }),
    ({ changeSetId }, as) =>
      sayDone(as ? `${display} is shared as ${as}.` : `${display} is shared no more.`, changeSetId),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim()) share.mutate(name.trim())
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label="Name"
          description="Under which colleagues find it when they choose what others see of their calls"
          placeholder="Support"
          dir="auto"
          maxLength={64}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group>
          <Button type="submit" loading={share.isPending} disabled={!name.trim() || name.trim() === sharedName}>
            {sharedName ? 'Rename' : 'Share'}
          </Button>
          {sharedName && (
            <Button variant="default" loading={share.isPending} onClick={() => share.mutate(null)}>
              Stop sharing
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}
