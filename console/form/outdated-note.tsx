import { Alert, Button, Stack } from '@mantine/core'

/** Says that somebody else was faster, and offers what is true now. */
export function OutdatedNote({ name, onLoad }: { name: string; onLoad: () => void }) {
  return (
    <Alert role="alert" title={`${name} was changed by somebody else meanwhile`}>
      <Stack gap="xs" align="flex-start">
        What you typed is still here, but it cannot be saved over their change. Load what is there now, then make your
        change again.
        <Button size="compact-sm" variant="default" onClick={onLoad}>
          Load what is there now
        </Button>
      </Stack>
    </Alert>
  )
}
