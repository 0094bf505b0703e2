import { Button, Group, Stack } from '@mantine/core'
import { type FormEvent, type ReactNode, useId } from 'react'
import { SidePanel } from '../ui/side-panel.tsx'
import { DiscardDialog } from './discard-dialog.tsx'
import { FormFailure } from './form-failure.tsx'

interface FormPanelProps {
  title: string
  submitLabel: string
  onClose: () => void
  state: {
    readonly isSaving: boolean
    readonly failure: string | null
    readonly submit: (event: FormEvent<HTMLFormElement>) => void
    readonly isDirty: () => boolean
  }
  children: ReactNode
  /** Further buttons, before the one that saves. */
  actions?: ReactNode
}

/** The shell of every form in a side panel: fields, refusal, buttons, and a question before typed things are lost. */
export function FormPanel({ title, submitLabel, onClose, state, children, actions }: FormPanelProps) {
  const id = useId()
  const footer = (
    <Stack gap="xs">
      <FormFailure sentence={state.failure} />
      <Group justify="flex-end">
        {actions}
        <Button type="submit" form={id} loading={state.isSaving}>
          {submitLabel}
        </Button>
      </Group>
    </Stack>
  )
  return (
    <SidePanel title={title} onClose={onClose} footer={footer}>
      <form id={id} onSubmit={state.submit} noValidate>
        <Stack>{children}</Stack>
      </form>
      <DiscardDialog isDirty={state.isDirty} />
    </SidePanel>
  )
}
