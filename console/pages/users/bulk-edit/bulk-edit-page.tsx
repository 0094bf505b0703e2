import { Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { BulkDone, BulkEditSpec } from '../../../../contract/api/bulk-edit.ts'
import { endpoints } from '../../../../contract/api/endpoints.ts'
import { call } from '../../../../web/api.ts'
import { DiscardDialog } from '../../../form/discard-dialog.tsx'
import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ButtonLink } from '../../../ui/links.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { followTask } from '../../../ui/started-tasks.ts'
import { sayDone } from '../../../ui/toast.tsx'
import { useChange } from '../../../ui/use-change.ts'
import { LeftOutList } from '../../tasks/left-out-list.tsx'
import { resultText } from '../../tasks/task-text.ts'
import { type KeptSelection, keptSelection } from './bulk-selection.ts'
import type { BulkValues } from './bulk-set.ts'
import { ChooseFields } from './choose-fields.tsx'
import { bulkPlan, ReviewPlan } from './review-plan.tsx'

/** Changes many users at once: choose fields, look at the plan, carry it out. */
export function BulkEditPage() {
  const [kept] = useState(keptSelection)
  if (kept) return <BulkEdit kept={kept} />
  return (
    <>
      <PageHeader title="Edit users" />
      <EmptyState title="Nobody is chosen" action={<ButtonLink to={paths.users}>Go to users</ButtonLink>}>
        Mark users in the list, or all who match, and choose Edit.
      </EmptyState>
    </>
  )
}

function BulkEdit({ kept }: { kept: KeptSelection }) {
  const [values, setValues] = useState<BulkValues>({})
  const [done, setDone] = useState<BulkDone | null>(null)
  const { tab } = useSearch({ from: '__root__' })
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const isReviewing = tab === 'review' && Object.keys(values).length > 0
  const go = (step: 'review' | undefined) =>
    void navigate({ to: paths.bulkEdit, search: (old) => ({ ...old, tab: step }) })
  const change = useChange(
    (body: BulkEditSpec) => call(endpoints.bulkEditUsers, { body }),
    async (answer) => {
      setValues({})
      if (!('changed' in answer)) {
        if (!('taskId' in answer)) return
        followTask(answer.taskId)
        await navigate({ to: paths.task, params: { id: answer.taskId } })
      } else if (answer.leftOutCount > 0) setDone(answer)
      else await navigate({ to: paths.users })
      if ('changed' in answer) sayDone(resultText(answer), answer.changeSetId)
    },
    // The refusal stands above the plan, and the plan is made again.
    () => void queryClient.invalidateQueries({ queryKey: [bulkPlan] }),
  )
  const whom = kept.total === 1 ? '1 user' : `${kept.total.toLocaleString()} users`
  return (
    <>
      <PageHeader title={`Edit ${whom}`}>
        <ButtonLink variant="default" to={paths.users}>
          {done ? 'Back to users' : 'Cancel'}
        </ButtonLink>
      </PageHeader>
      {done ? (
        <Outcome done={done} />
      ) : isReviewing ? (
        <ReviewPlan
          kept={kept}
          values={values}
          onBack={() => go(undefined)}
          onConfirm={(spec) => change.mutate(spec)}
          isStarting={change.isPending}
          error={change.error}
        />
      ) : (
        <ChooseFields values={values} onChange={setValues} onReview={() => go('review')} />
      )}
      <DiscardDialog isOnePath isDirty={() => Object.keys(values).length > 0 && !change.isPending} />
    </>
  )
}

function Outcome({ done }: { done: BulkDone }) {
  return (
    <Stack>
      <Text role="status">{resultText(done)}</Text>
      <LeftOutList result={done} />
    </Stack>
  )
}
