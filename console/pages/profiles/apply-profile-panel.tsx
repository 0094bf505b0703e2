import { Button, Checkbox, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { BulkPlan } from '../../../contract/api/bulk-edit.ts'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { ProfileView } from '../../../contract/api/profiles.ts'
import { answerOf } from '../../../web/answers.ts'
import { call } from '../../../web/api.ts'
import { sentenceOf } from '../../../web/problem-text.ts'
import { FormFailure } from '../../form/form-failure.tsx'
import { paths } from '../../paths.ts'
import { SidePanel } from '../../ui/side-panel.tsx'
import { followTask } from '../../ui/started-tasks.ts'
import { sayDone } from '../../ui/toast.tsx'
import { useChange } from '../../ui/use-change.ts'
import { usePanelId } from '../../ui/use-panel-id.ts'
import { resultText } from '../tasks/task-text.ts'
import { confirmText } from '../users/bulk-edit/bulk-plan-text.ts'
import { PlanBody } from '../users/bulk-edit/plan-body.tsx'
import { peopleText } from './profile-text.ts'

const applyPlan = 'profile-apply-plan'

/** Shows what applying a profile to everybody who has it would change, and does it. */
export function ApplyProfilePanel() {
  const id = usePanelId()
  const { data: profile } = useSuspenseQuery(answerOf(endpoints.getProfile, { params: { id } }))
  const [overwrite, setOverwrite] = useState(false)
  const navigate = useNavigate()
  const close = () => void navigate({ to: paths.profiles })
  const { plan, change } = useApplying(profile, overwrite, close)
  const { data } = plan
  const footer = (
    <Stack gap="xs">
      <FormFailure sentence={change.error ? sentenceOf(change.error) : null} />
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          Not now
        </Button>
        {data && data.totals.changed > 0 && (
          <Button loading={change.isPending} onClick={() => change.mutate(data.fingerprint)}>
            {confirmText(data)}
          </Button>
        )}
      </Group>
    </Stack>
  )
  return (
    <SidePanel title={`Apply ${profile.name}`} onClose={close} footer={footer} isWide>
      <Stack>
        <Text size="sm">
          {profile.people === 1 ? '1 person has' : `${peopleText(profile.people)} have`} this profile. They follow it in
          what it locks, in what a profile gave them, and in what nobody ever set.
        </Text>
        <Checkbox
          label="Also replace what somebody set by hand"
          description="Wherever the profile names a value."
          checked={overwrite}
          onChange={(event) => setOverwrite(event.currentTarget.checked)}
        />
        {plan.error && <Text role="alert">{sentenceOf(plan.error)}</Text>}
        {!data && !plan.error && <Skeleton height={120} role="status" aria-label="Planning" />}
        {data && (data.totals.changed + data.totals.refused === 0 ? <NothingToDo /> : <PlanBody plan={data} />)}
      </Stack>
    </SidePanel>
  )
}

function NothingToDo() {
  return <Text role="status">Everybody is as the profile says. There is nothing to change.</Text>
}

function useApplying({ id, name }: ProfileView, overwrite: boolean, onDone: () => void) {
  const queryClient = useQueryClient()
  const params = { id }
  const plan = useQuery({
    // Not asked again at every change of somebody: what is confirmed is the plan on screen, or nothing happens.
    queryKey: [applyPlan, id, overwrite],
    queryFn: async ({ signal }) => {
      const body = { all: true as const, overwrite }
      return BulkPlan.parse(await call(endpoints.applyProfile, { params, body, query: { dryRun: 'true' }, signal }))
    },
    retry: false,
    gcTime: 0,
  })
  const change = useChange(
    (fingerprint: string) => call(endpoints.applyProfile, { params, body: { all: true, overwrite, fingerprint } }),
    (answer) => {
      if ('changed' in answer) sayDone(`${name} is applied: ${resultText(answer)}`, answer.changeSetId)
      else if ('taskId' in answer) followTask(answer.taskId)
      onDone()
    },
    // The refusal stands below the plan, and the plan is made again.
    () => void queryClient.invalidateQueries({ queryKey: [applyPlan] }),
  )
  return { plan, change }
}
