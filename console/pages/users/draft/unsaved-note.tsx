import { Alert, Button, Group, Text } from '@mantine/core'
import type { KeptDraft } from './kept-draft.ts'

interface UnsavedNoteProps {
  kept: KeptDraft
  onContinue: () => void
  onDiscard: () => void
}

/** Says that there are changes from before the page was loaded again. */
export function UnsavedNote({ kept, onContinue, onDiscard }: UnsavedNoteProps) {
  const at = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' }).format(new Date(kept.at))
  return (
    <Alert role="status" style={{ borderColor: 'var(--offhook-attention)' }}>
      <Group justify="space-between" gap="xs">
        <Text size="sm">You have unsaved changes from {at}.</Text>
        <Group gap="xs">
          <Button size="compact-sm" onClick={onContinue}>
            Continue
          </Button>
          <Button size="compact-sm" variant="default" onClick={onDiscard}>
            Discard
          </Button>
        </Group>
      </Group>
    </Alert>
  )
}
