import { Alert, Button, Checkbox, Group, List, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { BulkEditSpec, BulkPlan } from '../../../../contract/api/bulk-edit.ts'
import { endpoints } from '../../../../contract/api/endpoints.ts'
import { ApiError, call } from '../../../../web/api.ts'
import { sentenceOf } from '../../../../web/problem-text.ts'
import { Icon } from '../../../ui/console-icons.tsx'
import classes from './bulk-edit.module.css'
import { confirmText } from './bulk-plan-text.ts'
import type { KeptSelection } from './bulk-selection.ts'
import { type BulkValues, bulkSetOf } from './bulk-set.ts'
import { PlanBody } from './plan-body.tsx'

/** How the answer of the dry run is remembered. */
export const bulkPlan = 'bulk-plan'

interface ReviewPlanProps {
  readonly kept: KeptSelection
  readonly values: BulkValues
  readonly onBack: () => void
  readonly onConfirm: (spec: BulkEditSpec) => void
  readonly isStarting: boolean
  readonly error: unknown
}

/** Second step: who changes, who cannot and why, and what it takes; then it is carried out exactly so. */
export function ReviewPlan({ kept, values, onBack, onConfirm, isStarting, error }: ReviewPlanProps) {
  const [skipInvalid, setSkip] = useState(false)
  const asked = { ...kept.selection, set: bulkSetOf(values) }
  const plan = useQuery({
    // Not asked again at every change of somebody: what is confirmed is the plan on screen, or nothing happens.
    queryKey: [bulkPlan, JSON.stringify(asked)],
    queryFn: async ({ signal }) =>
      BulkPlan.parse(
        await call(endpoints.bulkEditUsers, { body: BulkEditSpec.parse(asked), query: { dryRun: 'true' }, signal }),
      ),
    retry: false,
    gcTime: 0,
  })
  const { data } = plan
  const isPossible = data !== undefined && data.totals.changed > 0 && (data.totals.refused === 0 || skipInvalid)
  const confirm = () => data && onConfirm(BulkEditSpec.parse({ ...asked, skipInvalid, fingerprint: data.fingerprint }))
  return (
    <Stack>
      {error !== null && error !== undefined && <NotDone error={error} />}
      {plan.error && <Text role="alert">{sentenceOf(plan.error)}</Text>}
      {!data && !plan.error && <Waiting total={kept.total} />}
      {data && <PlanBody plan={data} />}
      <Group justify="flex-end" className={classes.foot}>
        {data && data.totals.refused > 0 && data.totals.changed > 0 && (
          <Checkbox
            flex={1}
            miw={240}
            label={`Leave these ${data.totals.refused.toLocaleString()} as they are and change the others`}
            checked={skipInvalid}
            onChange={(event) => setSkip(event.currentTarget.checked)}
          />
        )}
        <Button variant="default" onClick={onBack}>
          Back
        </Button>
        {data && data.totals.changed > 0 && (
          <Button onClick={confirm} disabled={!isPossible} loading={isStarting}>
            {confirmText(data)}
          </Button>
        )}
      </Group>
    </Stack>
  )
}

function Waiting({ total }: { total: number }) {
  return (
    <Stack gap="xs" role="status">
      <Text size="sm">Planning the change of {total.toLocaleString()} users …</Text>
      <Skeleton height={38} />
      <Skeleton height={38} />
      <Skeleton height={38} />
    </Stack>
  )
}

function NotDone({ error }: { error: unknown }) {
  const reasons = error instanceof ApiError ? error.document.errors.map(({ message }) => message) : []
  return (
    <Alert icon={<Icon name="warning" />} role="alert">
      <Text size="sm">{sentenceOf(error)}</Text>
      {reasons.length > 0 && (
        <List size="sm" mt="xs">
          {[...new Set(reasons)].slice(0, 10).map((reason) => (
            <List.Item key={reason}>{reason}</List.Item>
          ))}
        </List>
      )}
    </Alert>
  )
}
