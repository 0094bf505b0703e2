import { Alert } from '@mantine/core'
import { Icon } from '../ui/console-icons.tsx'

/** Why a save was refused, where it belongs to no single field. */
export function FormFailure({ sentence }: { sentence: string | null }) {
  if (!sentence) return null
  return (
    <Alert role="alert" icon={<Icon name="warning" />} style={{ borderColor: 'var(--offhook-failed)' }}>
      {sentence}
    </Alert>
  )
}
