import { Group, Select, Stack, Text } from '@mantine/core'
import type { ReferenceView } from '../../../contract/api/leaving.ts'
import { choiceOf, type OffboardDraft, offeredChoices } from './offboard-draft.ts'

interface ReferenceChoicesProps {
  reference: ReferenceView
  draft: OffboardDraft
  onChoose: (key: string, value: string) => void
}

const mostListed = 5

/** One kind of thing that points at the person: what there is, and the choice of what becomes of it. */
export function ReferenceChoices({ reference, draft, onChoose }: ReferenceChoicesProps) {
  const { kind, label, sentence, items, choices } = reference
  const isEach = kind === 'numbers' && items.length > 1
  return (
    <Stack gap={6} component="section" aria-label={label}>
      <Text fw={550} size="sm">
        {label}
        {items.length > 1 && (
          <Text span c="dimmed" size="sm" fw={400}>
            {' '}
            {items.length.toLocaleString()}
          </Text>
        )}
      </Text>
      {isEach ? (
        items.map(({ key, label: number }) => (
          <Group key={key} justify="space-between" gap="xs">
            <Text size="sm" className="tabular">
              {number}
            </Text>
            <Choice name={number} field={key} {...{ reference, draft, onChoose }} />
          </Group>
        ))
      ) : (
        <Group justify="space-between" gap="xs" align="flex-start">
          <Listed items={items} />
          {choices.length > 0 && (
            <Choice
              name={label}
              field={kind === 'numbers' ? (items[0]?.key ?? kind) : kind}
              {...{ reference, draft, onChoose }}
            />
          )}
        </Group>
      )}
      <Text size="xs" c="dimmed">
        {sentence}
      </Text>
    </Stack>
  )
}

function Listed({ items }: { items: ReferenceView['items'] }) {
  const shown = items.slice(0, mostListed)
  return (
    <Stack gap={2} flex={1} miw={140}>
      {shown.map(({ key, label }) => (
        <Text key={key} size="sm" dir="auto">
          {label}
        </Text>
      ))}
      {items.length > shown.length && (
        <Text size="sm" c="dimmed">
          and {(items.length - shown.length).toLocaleString()} more
        </Text>
      )}
    </Stack>
  )
}

function Choice({ name, field, reference, draft, onChoose }: ReferenceChoicesProps & { name: string; field: string }) {
  return (
    <Select
      aria-label={`What becomes of ${name}`}
      w={280}
      maw="100%"
      allowDeselect={false}
      data={offeredChoices(draft, reference)}
      value={choiceOf(draft, reference, field)}
      onChange={(value) => value && onChoose(field, value)}
    />
  )
}
