import { Checkbox, Group, Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import type { RuleTimes } from '../../../../contract/services-spec.ts'
import { problemProps } from '../../../form/problem-note.tsx'
import type { UserForm } from '../use-user-form.ts'
import classes from './forwarding.module.css'

interface RuleTimesFieldsProps {
  form: UserForm
  path: string
  times: RuleTimes | null
  /** The zone in which the times are read. */
  zone: string
  onChange: (times: RuleTimes | null) => void
}

const officeHours: RuleTimes = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', firstDay: null, lastDay: null }
const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].map((label, at) => ({ value: String(at + 1), label }))

/** When a rule holds: always, or on some days between two times. */
export function RuleTimesFields({ form, path, times, zone, onChange }: RuleTimesFieldsProps) {
  return (
    <Stack gap="xs">
      <Select
        label="When"
        allowDeselect={false}
        data={[
          { value: 'always', label: 'At any time' },
          { value: 'times', label: 'At certain times' },
        ]}
        value={times ? 'times' : 'always'}
        onChange={(value) => onChange(value === 'times' ? (times ?? officeHours) : null)}
      />
      {times && <CertainTimes form={form} path={path} times={times} zone={zone} onChange={onChange} />}
    </Stack>
  )
}

function CertainTimes({ form, path, times, zone, onChange }: RuleTimesFieldsProps & { times: RuleTimes }) {
  const input = (setting: 'from' | 'to' | 'firstDay' | 'lastDay', label: string, hint?: string) => ({
    label,
    type: setting === 'from' || setting === 'to' ? 'time' : 'date',
    value: times[setting] ?? '',
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({
        ...times,
        [setting]: event.currentTarget.value || (setting === 'from' || setting === 'to' ? '' : null),
      }),
    ...problemProps(form.problemAt(`${path}.${setting}`), form.fix, hint),
  })
  return (
    <Stack gap="xs" className={classes.inner}>
      <Checkbox.Group
        label="Days"
        value={times.days.map(String)}
        onChange={(chosen) => onChange({ ...times, days: chosen.map(Number).sort((a, b) => a - b) })}
        {...problemProps(form.problemAt(`${path}.days`), form.fix)}
      >
        <Group gap="sm" mt={6}>
          {days.map(({ value, label }) => (
            <Checkbox key={value} value={value} label={label} />
          ))}
        </Group>
      </Checkbox.Group>
      <SimpleGrid cols={2}>
        <TextInput {...input('from', 'From', `Time in ${zone}`)} />
        <TextInput {...input('to', 'To', times.to < times.from ? 'On the next day' : undefined)} />
        <TextInput {...input('firstDay', 'First day', 'Empty: since always')} />
        <TextInput {...input('lastDay', 'Last day', 'Included. Empty: for good')} />
      </SimpleGrid>
    </Stack>
  )
}
