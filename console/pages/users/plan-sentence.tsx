import { Text } from '@mantine/core'
import { isRefused } from './plan-problems.ts'
import type { UserForm } from './use-user-form.ts'

/** What a save would do, in a sentence, above the buttons. */
export function PlanSentence({ form }: { form: UserForm }) {
  const { plan, draft, isSettled } = form
  const whole = form.problemAt('')
  const hasName = draft.firstName.trim() !== ''
  const sentence =
    whole?.message ?? (plan && hasName && form.isAskable && !isRefused(plan.problems) ? plan.sentence : '')
  return (
    <Text size="sm" aria-live="polite" mih="1.4em" c={isSettled ? undefined : 'dimmed'} data-testid="plan-sentence">
      {sentence}
    </Text>
  )
}
