import { Switch, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { ProblemNote } from '../../../form/problem-note.tsx'
import type { UserForm } from '../use-user-form.ts'

interface SettingSwitchProps {
  form: UserForm
  path: string
  label: string
  hint: string
  isOn: boolean
  onChange: (isOn: boolean) => void
}

/** A setting that is on or off, and what that means. */
export function SettingSwitch({ form, path, label, hint, isOn, onChange }: SettingSwitchProps) {
  return (
    <FieldFrame form={form} path={path}>
      <Switch
        label={label}
        description={hint}
        checked={isOn}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </FieldFrame>
  )
}

/** Controls that belong to one field, with its problem below; a save that is refused finds its way here. */
export function FieldFrame({ form, path, children }: { form: UserForm; path: string; children: ReactNode }) {
  const problem = form.problemAt(path)
  const isWrong = problem !== undefined && problem.severity !== 'warning'
  return (
    <div data-field={path} data-wrong={isWrong || undefined}>
      {children}
      {problem && (
        <Text component="div" size="xs" mt={4} c={isWrong ? 'var(--mantine-color-error)' : undefined}>
          <ProblemNote problem={problem} onFix={form.fix} />
        </Text>
      )}
    </div>
  )
}
