import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { useUnsaved } from './unsaved.ts'

interface DiscardDialogProps {
  isDirty: () => boolean
  /** Whether only another path leaves the form: its tabs and sections stand behind the `?`. */
  isOnePath?: boolean
  onDiscard?: () => void
}

/** Asks before typed things are lost. */
export function DiscardDialog({ isDirty, isOnePath = false, onDiscard }: DiscardDialogProps) {
  useUnsaved(isDirty)
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => !(isOnePath && current.pathname === next.pathname) && isDirty(),
    enableBeforeUnload: isDirty,
    withResolver: true,
  })
  const discard = () => {
    onDiscard?.()
    blocker.proceed?.()
  }
  return (
    <Modal opened={blocker.status === 'blocked'} onClose={() => blocker.reset?.()} title="Leave without saving?">
      <Stack>
        <Text size="sm">What you typed here is not saved yet.</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={discard}>
            Discard it
          </Button>
          <Button onClick={() => blocker.reset?.()} data-autofocus>
            Go on editing
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
