import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import type { RefObject } from 'react'
import { Icon } from '../ui/console-icons.tsx'
import { Time } from '../ui/time.tsx'
import type { FieldClash } from './use-form-merging.ts'

interface ConflictNoteProps {
  /** What was changed by two people. */
  name: string
  clashes: readonly FieldClash[]
  labelOf: (field: string) => string
  textOf: (value: unknown, field: string) => string
  onMine: (clash: FieldClash) => void
  onTheirs: (clash: FieldClash) => void
  /** Who saved, and when, where that is known. */
  by?: { readonly name: string; readonly at: string } | undefined
  /** Receives the keyboard when somebody saves before they have chosen. */
  ref?: RefObject<HTMLDivElement | null>
}

/** Fields that somebody else changed meanwhile to something else: both values, and a choice for each. */
export function ConflictNote({ name, clashes, labelOf, textOf, onMine, onTheirs, by, ref }: ConflictNoteProps) {
  if (clashes.length === 0) return null
  return (
    <Alert
      ref={ref}
      tabIndex={-1}
      role="alert"
      icon={<Icon name="warning" />}
      title={`${by?.name ?? 'Somebody else'} saved ${name} while you were editing`}
      style={{ borderColor: 'var(--offhook-attention)' }}
    >
      <Stack gap="sm">
        <Text size="sm">
          Everything else of yours and theirs is put together. Decide for{' '}
          {clashes.length === 1 ? 'this field' : 'these fields'}, then save.
        </Text>
        {clashes.map((clash) => {
          const label = labelOf(clash.field)
          return (
            <Group key={clash.field} justify="space-between" gap="xs" role="group" aria-label={label}>
              <Text size="sm" flex="1 1 240px" style={{ overflowWrap: 'anywhere' }}>
                <b>{label}:</b> you {textOf(clash.mine, clash.field)}, {by?.name ?? 'they'} saved{' '}
                {textOf(clash.theirs, clash.field)}
                {by && (
                  <Text span c="dimmed" size="sm">
                    {' '}
                    <Time at={by.at} />
                  </Text>
                )}
              </Text>
              <Group gap="xs">
                <Button size="compact-sm" variant="default" onClick={() => onMine(clash)}>
                  Keep mine
                </Button>
                <Button size="compact-sm" variant="default" onClick={() => onTheirs(clash)}>
                  Take theirs
                </Button>
              </Group>
            </Group>
          )
        })}
      </Stack>
    </Alert>
  )
}
