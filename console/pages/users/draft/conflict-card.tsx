import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { endpoints } from '../../../../contract/api/endpoints.ts'
import { fieldWords } from '../../../../contract/field-words.ts'
import { usersNamedIn } from '../../../../contract/services-text.ts'
import { answerOf } from '../../../../web/answers.ts'
import { Icon } from '../../../ui/console-icons.tsx'
import { Time } from '../../../ui/time.tsx'
import { useServiceWords } from '../forwarding/use-setting-words.ts'
import type { PersonProps } from '../sections/person-props.ts'
import type { FieldConflict } from './draft-merge.ts'
import { draftValueText } from './draft-value-text.ts'

interface ConflictCardProps extends Pick<PersonProps, 'sites' | 'licenses'> {
  userId: string
  conflicts: readonly FieldConflict[]
  onMine: (path: string) => void
  onTheirs: (conflict: FieldConflict) => void
}

/** Fields that somebody else changed meanwhile to something else: both values, and a choice for each. */
export function ConflictCard({ userId, conflicts, onMine, onTheirs, ...known }: ConflictCardProps) {
  const { data } = useQuery(answerOf(endpoints.listChangeSets, { query: { entityId: userId, limit: 1 } }))
  const words = useServiceWords(conflicts.flatMap(({ mine, theirs }) => usersNamedIn([mine, theirs])))
  const last = data?.items[0]
  const who = last?.actor.name ?? 'Somebody else'
  const text = (path: string, value: unknown) => draftValueText(path, value, { ...known, words })
  return (
    <Alert
      role="alert"
      icon={<Icon name="warning" />}
      title={`${who} saved this person while you were editing`}
      style={{ borderColor: 'var(--offhook-attention)' }}
    >
      <Stack gap="sm">
        <Text size="sm">
          Everything else of yours and theirs is put together. Decide for{' '}
          {conflicts.length === 1 ? 'this field' : 'these fields'}, then save.
        </Text>
        {conflicts.map((conflict) => (
          <Group
            key={conflict.path}
            justify="space-between"
            gap="xs"
            role="group"
            aria-label={fieldName(conflict.path)}
          >
            <Text size="sm" flex="1 1 240px" style={{ overflowWrap: 'anywhere' }}>
              <b>{fieldName(conflict.path)}:</b> you {text(conflict.path, conflict.mine)}, {who} saved{' '}
              {text(conflict.path, conflict.theirs)}
              {last && (
                <Text span c="dimmed" size="sm">
                  {' '}
                  <Time at={last.at} />
                </Text>
              )}
            </Text>
            <Group gap="xs">
              <Button size="compact-sm" variant="default" onClick={() => onMine(conflict.path)}>
                Keep mine
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => onTheirs(conflict)}>
                Take theirs
              </Button>
            </Group>
          </Group>
        ))}
      </Stack>
    </Alert>
  )
}

function fieldName(path: string): string {
  const words = fieldWords(path)
  return words.charAt(0).toUpperCase() + words.slice(1)
}
