import { Button, Group, Stack, Text, UnstyledButton } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import { usersNamedIn } from '../../../contract/services-text.ts'
import { FormFailure } from '../../form/form-failure.tsx'
import { changeSentence } from './change-sentence.ts'
import { focusFirstProblem } from './focus-problem.ts'
import { useServiceWords } from './forwarding/use-setting-words.ts'
import type { UserForm } from './use-user-form.ts'

interface SaveBarProps {
  form: UserForm
  formId: string
  /** Whether values must be decided between first. */
  hasConflict: boolean
  note: 'refreshed' | 'merged' | null
  onDiscard: () => void
}

/** What a save would change, always in sight, and the buttons that save or drop it. */
export function SaveBar({ form, formId, hasConflict, note, onDiscard }: SaveBarProps) {
  const isDirty = form.isDirty()
  const saveButton = useFocusKept(form.isSaving, isDirty)
  const save = () => formElement(formId)?.requestSubmit()
  // Also while typing in a field.
  useHotkeys([['mod+S', save]], [])
  return (
    <Stack gap="xs">
      <FormFailure sentence={hasConflict ? null : form.failure} />
      <Group justify="space-between" gap="xs">
        <div style={{ flex: '1 1 260px', minWidth: 0 }}>
          <BarSentence form={form} formId={formId} note={note} hasConflict={hasConflict} />
        </div>
        <Group gap="xs" ml="auto">
          {isDirty && (
            <Button variant="default" onClick={onDiscard}>
              Discard
            </Button>
          )}
          <Button
            ref={saveButton}
            type="submit"
            form={formId}
            loading={form.isSaving}
            aria-keyshortcuts="Control+S Meta+S"
          >
            Save
          </Button>
        </Group>
      </Group>
    </Stack>
  )
}

/** A button that is busy or gone loses focus: after saving or dropping changes, Save has it again, unless something else took it. */
function useFocusKept(isSaving: boolean, isDirty: boolean) {
  const button = useRef<HTMLButtonElement>(null)
  const before = useRef({ isSaving, isDirty })
  useEffect(() => {
    const isOver = (before.current.isSaving && !isSaving) || (before.current.isDirty && !isDirty)
    before.current = { isSaving, isDirty }
    if (isOver && !isSaving && document.activeElement === document.body) button.current?.focus()
  }, [isSaving, isDirty])
  return button
}

const notes = {
  refreshed: 'Changed elsewhere just now; this is the newest.',
  merged: 'Other fields were changed elsewhere; yours are still here.',
} as const

function BarSentence({ form, formId, note, hasConflict }: Omit<SaveBarProps, 'onDiscard'>) {
  const { plan, isSettled, errors } = form
  const words = useServiceWords(usersNamedIn(plan?.changes))
  const [first] = errors
  if (first && !hasConflict && (form.isTried || errors.length > 0)) {
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
    return (
      <Text size="sm" c="var(--mantine-color-error)" role="status">
        Not ready to save: {first[1].message}
        {more}{' '}
        <UnstyledButton td="underline" fz="sm" onClick={() => focusFirstProblem(formElement(formId))}>
          Show where
        </UnstyledButton>
      </Text>
    )
  }
  const change = plan && form.isAskable ? changeSentence(plan, words) : 'Not complete yet.'
  const rest = note ? notes[note] : 'No unsaved changes.'
  const sentence = hasConflict ? 'Decide about what somebody else saved, then save.' : form.isDirty() ? change : rest
  return (
    <Text
      size="sm"
      aria-live="polite"
      c={form.isDirty() && isSettled ? undefined : 'dimmed'}
      data-testid="plan-sentence"
    >
      {sentence}
    </Text>
  )
}

function formElement(formId: string): HTMLFormElement | null {
  const element = document.getElementById(formId)
  return element instanceof HTMLFormElement ? element : null
}
