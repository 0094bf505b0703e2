import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useId, useState } from 'react'

interface TypedConfirmationProps {
  isOpen: boolean
  onClose: () => void
  title: string
  /** What must be typed to go on. */
  word: string
  action: string
  isPending: boolean
  onConfirm: () => void
  children: ReactNode
}

/** Asks before what cannot be undone: the button works once a word has been typed. */
export function TypedConfirmation({
  isOpen,
  onClose,
  title,
  word,
  action,
  isPending,
  onConfirm,
  children,
}: TypedConfirmationProps) {
  const [typed, setTyped] = useState('')
  const id = useId()
  const isRight = typed.trim() === word
  const close = () => {
    setTyped('')
    onClose()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isRight) onConfirm()
  }
  return (
    <Modal opened={isOpen} onClose={close} title={title}>
      <form id={id} onSubmit={submit}>
        <Stack>
          {children}
          <TextInput
            label={`Type “${word}” to go on`}
            value={typed}
            onChange={({ currentTarget: { value } }) => setTyped(value)}
            autoComplete="off"
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" color="red.8" disabled={!isRight} loading={isPending}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
