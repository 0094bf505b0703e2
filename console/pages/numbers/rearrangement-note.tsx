import { Stack, Text } from '@mantine/core'
import type { useRearrangement } from './use-rearrangement.ts'

/** What will happen, or why it cannot. */
export function RearrangementNote({ of }: { of: ReturnType<typeof useRearrangement> }) {
  return (
    <Stack gap={2} aria-live="polite">
      {of.refusals.map((text) => (
        <Text key={text} size="sm" c="var(--offhook-failed)" dir="auto">
          {text}
        </Text>
      ))}
      {of.refusals.length === 0 &&
        of.sentences.map((text) => (
          <Text key={text} size="sm" dir="auto">
            {text}
          </Text>
        ))}
      {of.warnings.map((text) => (
        <Text key={text} size="sm" c="var(--offhook-attention)" dir="auto">
          {text}
        </Text>
      ))}
    </Stack>
  )
}
