import { Select, Stack, TextInput } from '@mantine/core'
import type { ForwardingRule, RuleCallers } from '../../../../contract/services-spec.ts'
import { problemProps } from '../../../form/problem-note.tsx'
import { CallerList } from './caller-list.tsx'
import { DestinationField, type ForwardingProps } from './destination-field.tsx'
import { RuleTimesFields } from './rule-times-fields.tsx'

interface RuleFieldsProps extends ForwardingProps {
  rule: ForwardingRule
  path: string
  zone: string
  onChange: (rule: ForwardingRule) => void
}

const callerChoices: { value: RuleCallers['kind']; label: string }[] = [
  { value: 'anyone', label: 'Anyone' },
  { value: 'internal', label: 'Colleagues' },
  { value: 'external', label: 'Callers from outside' },
  { value: 'anonymous', label: 'Anonymous callers' },
  { value: 'listed', label: 'These callers' },
]

/** One custom rule: who calls, when, and where the call goes then. */
export function RuleFields({ rule, path, zone, onChange, ...forwarding }: RuleFieldsProps) {
  const { form } = forwarding
  const { callers } = rule
  return (
    <Stack gap="sm" px={4} pb={4}>
      <TextInput
        label="Name"
        data-rule-name
        dir="auto"
        maxLength={64}
        value={rule.name}
        onChange={(event) => onChange({ ...rule, name: event.currentTarget.value })}
        onBlur={() => form.leave(`${path}.name`)}
        {...problemProps(form.problemAt(`${path}.name`), form.fix)}
      />
      <Select
        label="Who calls"
        allowDeselect={false}
        data={callerChoices}
        value={callers.kind}
        onChange={(kind) => onChange({ ...rule, callers: callersOf(kind) })}
      />
      {callers.kind === 'listed' && (
        <CallerList
          form={form}
          label="Caller"
          path={`${path}.callers.callers`}
          callers={callers.callers}
          onChange={(list) => onChange({ ...rule, callers: { kind: 'listed', callers: list } })}
        />
      )}
      <RuleTimesFields
        form={form}
        path={`${path}.times`}
        times={rule.times}
        zone={zone}
        onChange={(times) => onChange({ ...rule, times })}
      />
      <DestinationField
        {...forwarding}
        label="Then"
        path={`${path}.to`}
        value={rule.to}
        onChange={(to) => onChange({ ...rule, to: to ?? { kind: 'ownPhones' } })}
        choices={[
          { value: 'ring', label: 'Ring people or numbers' },
          { value: 'busy', label: 'Busy tone' },
          { value: 'ownPhones', label: 'Ring their own phones' },
        ]}
      />
    </Stack>
  )
}

function callersOf(kind: string | null): RuleCallers {
  if (kind === 'listed') return { kind, callers: [{ kind: 'number', number: '' }] }
  if (kind === 'internal' || kind === 'external' || kind === 'anonymous') return { kind }
  return { kind: 'anyone' }
}
