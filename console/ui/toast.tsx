import { Anchor, Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { endpoints } from '../../contract/api/endpoints.ts'
import { call } from '../../web/api.ts'
import { sentenceOf } from '../../web/problem-text.ts'
import { paths } from '../paths.ts'
import { Icon } from './console-icons.tsx'
import { followTask } from './started-tasks.ts'
import { undoSentence } from './undo-text.ts'

const closeButtonProps = { 'aria-label': 'Close this message' }

/** Says what was done, with Undo beside it while it can be taken back. */
export function sayDone(sentence: string, changeSetId?: string | null): void {
  const id = notifications.show({
    message: changeSetId ? (
      <Undoable sentence={sentence} changeSetId={changeSetId} close={() => notifications.hide(id)} />
    ) : (
      sentence
    ),
    icon: <Icon name="check" />,
    color: 'green.8',
    autoClose: changeSetId ? 12_000 : 6000,
    closeButtonProps,
  })
}

/** Says what was not done, and why. */
export function sayFailed(error: unknown): void {
  notifications.show({
    message: sentenceOf(error),
    icon: <Icon name="warning" />,
    color: 'red.8',
    autoClose: 12_000,
    closeButtonProps,
    role: 'alert',
  })
}

const signedOut = 'signed-out'

/** Says that the session ended, and how to go on without losing what is typed. */
export function saySignedOut(): void {
  notifications.show({
    id: signedOut,
    message: (
      <Text size="sm">
        You are signed out. What you typed is still here:{' '}
        <Anchor href={paths.signIn} target="_blank" size="sm">
          sign in in another tab
        </Anchor>
        , come back and save.
      </Text>
    ),
    icon: <Icon name="warning" />,
    color: 'red.8',
    autoClose: false,
    closeButtonProps,
    role: 'alert',
  })
}

/** Takes that message away. */
export function sayNotSignedOut(): void {
  notifications.hide(signedOut)
}

function Undoable({ sentence, changeSetId, close }: { sentence: string; changeSetId: string; close: () => void }) {
  const queryClient = useQueryClient()
  const undo = () => {
    close()
    void undoChangeSet(queryClient, changeSetId)
  }
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      <Text size="sm">{sentence}</Text>
      <Button variant="default" size="compact-sm" style={{ flexShrink: 0 }} onClick={undo}>
        Undo
      </Button>
    </Group>
  )
}

/** Takes a change set back and says what came of it. */
export async function undoChangeSet(queryClient: QueryClient, changeSetId: string): Promise<void> {
  try {
    const answer = await call(endpoints.undoChangeSet, { params: { id: changeSetId } })
    if ('taskId' in answer) followTask(answer.taskId)
    else sayDone(undoSentence(answer))
  } catch (error) {
    sayFailed(error)
  }
  await queryClient.invalidateQueries()
}
