import { Button, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { RecycledUser } from '../../../contract/api/leaving.ts'
import { call } from '../../../web/api.ts'
import { sayDone } from '../../ui/toast.tsx'
import { useChange } from '../../ui/use-change.ts'
import { TypedConfirmation } from './typed-confirmation.tsx'

/** Deletes people for good, before their time is over. */
export function PurgeDialog({ people, onDone }: { people: readonly RecycledUser[]; onDone: () => void }) {
  const [isOpen, { open, close }] = useDisclosure()
  const who = people.length === 1 ? (people[0]?.name ?? '') : `${people.length} people`
  const purge = useChange(
    () => call(endpoints.purgeUsers, { body: { userIds: people.map(({ id }) => id) } }),
    () => {
      sayDone(`${who} ${people.length === 1 ? 'is' : 'are'} gone for good.`)
      close()
      onDone()
    },
  )
  return (
    <>
      <Button variant="default" onClick={open}>
        Delete for good
      </Button>
      <TypedConfirmation
        isOpen={isOpen}
        onClose={close}
        title={`Delete ${who} for good?`}
        word={people.length === 1 ? who : `delete ${people.length}`}
        action="Delete for good"
        isPending={purge.isPending}
        onConfirm={() => purge.mutate(undefined)}
      >
        <Text size="sm">
          Nobody can bring them back. Profile, phones, password and mail are gone; numbers that rest go on resting for
          nobody. History keeps what happened, with their names. This cannot be undone.
        </Text>
      </TypedConfirmation>
    </>
  )
}
