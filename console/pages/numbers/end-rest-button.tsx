import { type ButtonProps, Text } from '@mantine/core'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { call } from '../../../web/api.ts'
import { ConfirmButton } from '../../ui/confirm-button.tsx'
import { sayDone } from '../../ui/toast.tsx'
import { useChange } from '../../ui/use-change.ts'

interface EndRestButtonProps extends ButtonProps {
  numbers: readonly string[]
  /** Whether they are released: then they leave the company. */
  isReleased: boolean
  onDone: () => void
}

/** Cuts the rest of numbers short. */
export function EndRestButton({ numbers, isReleased, onDone, ...look }: EndRestButtonProps) {
  const end = useChange(
    () => call(endpoints.endQuarantine, { body: { numbers: [...numbers] } }),
    ({ available, left, changeSetId }) => {
      const parts = [
        ...(available > 0 ? [`${available.toLocaleString()} can be given again`] : []),
        ...(left > 0 ? [`${left.toLocaleString()} left the company`] : []),
      ]
      sayDone(`The rest is over: ${parts.join(', ')}.`, changeSetId)
      onDone()
    },
  )
  return (
    <ConfirmButton
      label="End the rest now"
      title="End the rest now?"
      action="End the rest"
      loading={end.isPending}
      onConfirm={() => end.mutate(undefined)}
      {...look}
    >
      <Text size="sm">
        {isReleased
          ? 'The number leaves your company at once; one from the stock can be claimed by anybody.'
          : 'Callers of somebody who left may then reach whoever gets the number. Who was to have it back cannot.'}
      </Text>
    </ConfirmButton>
  )
}
