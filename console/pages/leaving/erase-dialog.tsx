import { Button, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { call } from '../../../web/api.ts'
import { sayDone } from '../../ui/toast.tsx'
import { useChange } from '../../ui/use-change.ts'
import { TypedConfirmation } from './typed-confirmation.tsx'

/** Deletes a person for good and blanks them in history, as the law may demand. */
export function EraseDialog({ person, onDone }: { person: { id: string; name: string }; onDone: () => void }) {
  const [isOpen, { open, close }] = useDisclosure()
  const params = { id: person.id }
  const plan = useQuery({
    queryKey: ['plan', 'erase', person.id],
    queryFn: ({ signal }) => call(endpoints.eraseUser, { params, body: {}, query: { dryRun: 'true' }, signal }),
    enabled: isOpen,
    retry: false,
  })
  const erase = useChange(
    () => call(endpoints.eraseUser, { params, body: {} }),
    () => {
      sayDone('The person is erased.')
      close()
      onDone()
    },
  )
  return (
    <>
      <Button variant="default" onClick={open}>
        Erase
      </Button>
      <TypedConfirmation
        isOpen={isOpen}
        onClose={close}
        title={`Erase ${person.name}?`}
        word={person.name}
        action="Erase"
        isPending={erase.isPending}
        onConfirm={() => erase.mutate(undefined)}
      >
        <Sentences title="What is done" sentences={plan.data?.done} />
        <Sentences title="What remains" sentences={plan.data?.remains} />
      </TypedConfirmation>
    </>
  )
}

function Sentences({ title, sentences = [] }: { title: string; sentences?: readonly string[] | undefined }) {
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <ul style={{ margin: 0, paddingInlineStart: 20 }}>
        {sentences.map((sentence) => (
          <Text key={sentence} component="li" size="sm">
            {sentence}
          </Text>
        ))}
      </ul>
    </Stack>
  )
}
