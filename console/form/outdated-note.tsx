import { Alert, Button, Group, Stack } from '@mantine/core'

interface OutdatedNoteProps {
  name: string
  onLoad: () => void
  /** Puts what was typed onto what is there now, where that is possible. */
  onKeep?: () => void
}

/** Says that somebody else was faster, and offers what is true now. It stays in sight while the form is scrolled. */
export function OutdatedNote({ name, onLoad, onKeep }: OutdatedNoteProps) {
  return (
    <Alert
      role="alert"
      title={`${name} was changed by somebody else meanwhile`}
      style={{ position: 'sticky', top: 0, zIndex: 2, borderColor: 'var(--offhook-attention)' }}
    >
      <Stack gap="xs" align="flex-start">
        {onKeep
          ? 'What you typed is still here. Put it on top of their change, look once more, then save.'
          : 'What you typed is still here, but it cannot be saved over their change. Load what is there now, then make your change again.'}
        <Group gap="xs">
          {onKeep && (
            <Button size="compact-sm" onClick={onKeep}>
              Keep what I typed
            </Button>
          )}
          <Button size="compact-sm" variant="default" onClick={onLoad}>
            Load what is there now
          </Button>
        </Group>
      </Stack>
    </Alert>
  )
}
