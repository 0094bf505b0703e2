import { ActionIcon, Group, Stack, Text } from '@mantine/core'
import type { ForwardTarget } from '../../../../contract/services-spec.ts'
import { moved, SortableList } from '../../../form/sortable-list.tsx'
import { Icon } from '../../../ui/console-icons.tsx'
import { FieldFrame } from '../sections/setting.tsx'
import type { ForwardingProps } from './destination-field.tsx'
import { TargetPicker } from './target-picker.tsx'
import { useServiceWords } from './use-setting-words.ts'

interface TargetListProps extends ForwardingProps {
  /** What is forwarded: "Always". */
  label: string
  path: string
  targets: readonly ForwardTarget[]
  onChange: (targets: ForwardTarget[]) => void
}

/** The people and numbers that ring, in order, and one more. */
export function TargetList({ form, userId, country, label, path, targets, onChange }: TargetListProps) {
  const words = useServiceWords(targets.flatMap((one) => (one.kind === 'user' ? [one.userId] : [])))
  const nameOf = (one: ForwardTarget) => (one.kind === 'user' ? words.nameOf(one.userId) : words.display(one.number))
  const isThere = (target: ForwardTarget) => targets.some((one) => JSON.stringify(one) === JSON.stringify(target))
  return (
    <Stack gap="xs">
      {targets.length > 0 && (
        <SortableList
          label={`${label}: who rings`}
          items={targets}
          nameOf={nameOf}
          onMove={(from, to) => onChange(moved(targets, from, to))}
        >
          {(target, index, handle) => (
            <FieldFrame form={form} path={`${path}.${index}`}>
              <Group gap="xs" px={8} py={4} wrap="nowrap">
                {targets.length > 1 && handle}
                <Icon name={target.kind === 'user' ? 'users' : 'numbers'} size={16} />
                <Text size="sm" flex={1} miw={0} dir="auto" className="tabular">
                  {nameOf(target)}
                </Text>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Remove ${nameOf(target)}`}
                  onClick={() => onChange(targets.filter((_, at) => at !== index))}
                >
                  <Icon name="close" size={16} />
                </ActionIcon>
              </Group>
            </FieldFrame>
          )}
        </SortableList>
      )}
      {targets.length < 10 && (
        <TargetPicker
          label={`${label}: add a person or number`}
          placeholder={targets.length === 0 ? 'Name, extension or number' : 'Add another person or number'}
          country={country}
          except={userId}
          onPick={(target) => {
            if (!isThere(target)) onChange([...targets, target])
          }}
        />
      )}
    </Stack>
  )
}
