import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { useUnsaved } from './unsaved.ts'

/** Asks before typed things are lost. */
export function DiscardDialog({ isDirty }: { isDirty: () => boolean }) {
  useUnsaved(isDirty)
  const blocker = useBlocker({ shouldBlockFn: isDirty, enableBeforeUnload: isDirty, withResolver: true })
  return (
    <Modal opened={blocker.status === 'blocked'} onClose={() => blocker.reset?.()} title="Leave without saving?">
      <Stack>
        <Text size="sm">What you typed here is not saved yet.</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => blocker.proceed?.()}>
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
