import { Alert, Button, type ButtonProps, Group, Modal, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { ReactNode } from 'react'

interface ConfirmButtonProps extends ButtonProps {
  /** What the first button says. */
  label: string
  title: string
  /** What the button says that does it. */
  action: string
  /** What will happen, before it does. */
  children: ReactNode
  onConfirm: () => void
  /** Why it cannot be done now; it then takes the place of the button that does it. */
  refusal?: string | null
}

/** A button that asks first, and says what will happen. */
export function ConfirmButton({ label, title, action, children, onConfirm, refusal, ...look }: ConfirmButtonProps) {
  const [isOpen, { open, close }] = useDisclosure()
  const confirm = () => {
    close()
    onConfirm()
  }
  return (
    <>
      <Button variant="default" style={{ flexShrink: 0 }} {...look} onClick={open}>
        {label}
      </Button>
      <Modal opened={isOpen} onClose={close} title={title}>
        <Stack>
          {children}
          {refusal && <Alert role="alert">{refusal}</Alert>}
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus={refusal ? true : undefined}>
              {refusal ? 'Close' : 'Cancel'}
            </Button>
            {!refusal && (
              <Button onClick={confirm} data-autofocus>
                {action}
              </Button>
            )}
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
