import { CloseButton, Group, NumberInput, Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { endpoints } from '../../../../contract/api/endpoints.ts'
import type { Destination } from '../../../../contract/services-spec.ts'
import { answerOf } from '../../../../web/answers.ts'
import { TargetPicker } from '../forwarding/target-picker.tsx'
import { useServiceWords } from '../forwarding/use-setting-words.ts'
import type { EditorProps } from './bulk-editors.tsx'

export type ForwardingDestination = Destination | null

const choices = [
  { value: 'off', label: 'Off' },
  { value: 'ring', label: 'To people or numbers' },
  { value: 'busy', label: 'Busy tone' },
]

/** Where the calls of many go: nowhere else, to some people and numbers, or to the busy tone. */
export function BulkDestination({ label, value, onChange, problem }: EditorProps<ForwardingDestination>) {
  const choose = (kind: string | null) => {
    if (kind === 'ring') onChange({ kind, targets: [], order: 'together', secondsEach: 20 })
    else onChange(kind === 'busy' ? { kind } : null)
  }
  return (
    <Stack gap="xs">
      <Select
        aria-label={label}
        allowDeselect={false}
        data={choices}
        value={value?.kind ?? 'off'}
        onChange={choose}
        error={value?.kind === 'ring' ? undefined : problem}
      />
      {value?.kind === 'ring' && <Targets label={label} value={value} onChange={onChange} problem={problem} />}
    </Stack>
  )
}

type Ring = Extract<Destination, { kind: 'ring' }>

function Targets({ label, value, onChange, problem }: EditorProps<Ring>) {
  const { data: company } = useQuery(answerOf(endpoints.getTenant, {}))
  const words = useServiceWords(value.targets.flatMap((one) => (one.kind === 'user' ? [one.userId] : [])))
  const nameOf = (one: Ring['targets'][number]) =>
    one.kind === 'user' ? words.nameOf(one.userId) : words.display(one.number)
  return (
    <>
      {value.targets.map((target) => (
        <Group key={JSON.stringify(target)} gap="xs" wrap="nowrap">
          <Text size="sm" flex={1} miw={0} dir="auto">
            {nameOf(target)}
          </Text>
          <CloseButton
            aria-label={`Remove ${nameOf(target)}`}
            onClick={() => onChange({ ...value, targets: value.targets.filter((one) => one !== target) })}
          />
        </Group>
      ))}
      <TargetPicker
        label={`${label}: add a person or number`}
        placeholder="Name, extension or number"
        country={company?.country ?? 'US'}
        except={null}
        onPick={(target) => onChange({ ...value, targets: [...value.targets, target] })}
      />
      <NumberInput
        label={value.targets.length > 1 ? 'Seconds they ring together' : 'Seconds it rings'}
        maw={200}
        allowDecimal={false}
        value={value.secondsEach}
        onChange={(seconds) => onChange({ ...value, secondsEach: Number(seconds) })}
      />
      {problem && (
        <Text size="xs" c="var(--mantine-color-error)">
          {problem}
        </Text>
      )}
    </>
  )
}
