import { ActionIcon, Button, Group, Select, Stack, TextInput } from '@mantine/core'
import type { CallerPattern } from '../../../../contract/services-spec.ts'
import { problemProps } from '../../../form/problem-note.tsx'
import { Icon } from '../../../ui/console-icons.tsx'
import { FieldFrame } from '../sections/setting.tsx'
import type { UserForm } from '../use-user-form.ts'

interface CallerListProps {
  form: UserForm
  label: string
  path: string
  callers: readonly CallerPattern[]
  onChange: (callers: CallerPattern[]) => void
}

/** Which callers are meant: exact numbers, beginnings, ranges. */
export function CallerList({ form, label, path, callers, onChange }: CallerListProps) {
  const replace = (index: number, next: CallerPattern) =>
    onChange(callers.map((one, at) => (at === index ? next : one)))
  return (
    <FieldFrame form={form} path={path}>
      <Stack gap="xs" role="group" aria-label={label}>
        {callers.map((caller, index) => (
          <CallerRow
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity of their own
            key={index}
            form={form}
            label={`${label} ${index + 1}`}
            path={`${path}.${index}`}
            caller={caller}
            onChange={(next) => replace(index, next)}
            onRemove={() => onChange(callers.filter((_, at) => at !== index))}
          />
        ))}
        <Group>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => onChange([...callers, { kind: 'number', number: '' }])}
          >
            Add a caller
          </Button>
        </Group>
      </Stack>
    </FieldFrame>
  )
}

interface CallerRowProps {
  form: UserForm
  label: string
  path: string
  caller: CallerPattern
  onChange: (caller: CallerPattern) => void
  onRemove: () => void
}

function CallerRow({ form, label, path, caller, onChange, onRemove }: CallerRowProps) {
  const digits = (setting: string, words: string, value: string, put: (digits: string) => CallerPattern) => (
    <TextInput
      aria-label={`${label}: ${words}`}
      placeholder={words}
      type="tel"
      flex={1}
      miw={120}
      value={value}
      onChange={(event) => onChange(put(dialable(event.currentTarget.value)))}
      onBlur={() => form.leave(`${path}.${setting}`)}
      {...problemProps(form.problemAt(`${path}.${setting}`), form.fix)}
    />
  )
  return (
    <Group gap="xs" align="flex-start">
      <Select
        aria-label={`${label}: how it matches`}
        w={135}
        allowDeselect={false}
        data={kinds}
        value={caller.kind}
        onChange={(kind) => onChange(asKind(caller, kind))}
      />
      {caller.kind === 'number' &&
        digits('number', 'Number or extension', caller.number, (number) => ({ kind: 'number', number }))}
      {caller.kind === 'prefix' &&
        digits('prefix', 'First digits, like +44', caller.prefix, (prefix) => ({ kind: 'prefix', prefix }))}
      {caller.kind === 'range' && digits('from', 'First number', caller.from, (from) => ({ ...caller, from }))}
      {caller.kind === 'range' && digits('to', 'Last number', caller.to, (to) => ({ ...caller, to }))}
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`Remove ${label}`} onClick={onRemove}>
        <Icon name="close" />
      </ActionIcon>
    </Group>
  )
}

const kinds: { value: CallerPattern['kind']; label: string }[] = [
  { value: 'number', label: 'Exactly' },
  { value: 'prefix', label: 'Begins with' },
  { value: 'range', label: 'Range' },
]

/** The same digits under another way of matching. */
function asKind(caller: CallerPattern, kind: string | null): CallerPattern {
  const digits = caller.kind === 'number' ? caller.number : caller.kind === 'prefix' ? caller.prefix : caller.from
  if (kind === 'prefix') return { kind, prefix: digits }
  if (kind === 'range') return { kind, from: digits, to: '' }
  return { kind: 'number', number: digits }
}

/** What was typed or pasted, without the marks that people write between digits. */
function dialable(typed: string): string {
  return typed.replace(/[^\d+]/g, '').replace(/(?!^)\+/g, '')
}
