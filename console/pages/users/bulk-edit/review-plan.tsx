import { Alert, Button, Checkbox, Group, List, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { BulkEditSpec, BulkPlan, type BulkPlanRow, type BulkProblem } from '../../../../contract/api/bulk-edit.ts'
import { endpoints } from '../../../../contract/api/endpoints.ts'
import { valueText } from '../../../../contract/change-words.ts'
import { ApiError, call } from '../../../../web/api.ts'
import { sentenceOf } from '../../../../web/problem-text.ts'
import { paths } from '../../../paths.ts'
import { type Column, DataTable } from '../../../table/data-table.tsx'
import { Icon } from '../../../ui/console-icons.tsx'
import { StateMark } from '../../../ui/state-mark.tsx'
import { fieldLabel } from '../../activity/change-text.ts'
import { confirmText, groupText, totalsText, whatItTakes } from './bulk-plan-text.ts'
import type { KeptSelection } from './bulk-selection.ts'
import { type BulkValues, bulkSetOf } from './bulk-set.ts'

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
      {data && data.totals.refused > 0 && data.totals.changed > 0 && (
        <Checkbox
          label={`Leave these ${data.totals.refused.toLocaleString()} as they are and change the others`}
          checked={skipInvalid}
          onChange={(event) => setSkip(event.currentTarget.checked)}
        />
      )}
      <Group justify="flex-end">
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
            <List.Item key={reason} dir="auto">
              {reason}
            </List.Item>
          ))}
        </List>
      )}
    </Alert>
  )
}

const columns: readonly Column<BulkPlanRow>[] = [
  {
    key: 'name',
    label: 'Name',
    cell: ({ userId, name }) => (
      <Link to={paths.user} params={{ id: userId }} data-row-link dir="auto">
        {name}
      </Link>
    ),
  },
  { key: 'what', label: 'What changes', cell: (row) => <Changes row={row} /> },
  {
    key: 'problem',
    label: 'Attention',
    cell: ({ kind, problems }) =>
      problems[0] && <StateMark tone={kind === 'invalid' ? 'failed' : 'attention'}>{problems[0].message}</StateMark>,
    isEmpty: ({ problems }) => problems.length === 0,
  },
]

function Changes({ row: { kind, changes } }: { row: BulkPlanRow }) {
  if (kind === 'unchanged')
    return (
      <Text size="sm" c="dimmed">
        Stays as it is
      </Text>
    )
  if (kind === 'invalid')
    return (
      <Text size="sm" c="dimmed">
        Cannot be changed
      </Text>
    )
  if (kind === 'delete') return <Text size="sm">Moves to the recycle bin</Text>
  return (
    <Stack gap={0}>
      {changes.map(({ field, before, after }) => (
        <Text key={field} size="sm" dir="auto">
          {fieldLabel(field)}: {valueText(before)} → {valueText(after)}
        </Text>
      ))}
    </Stack>
  )
}

function PlanBody({ plan }: { plan: BulkPlan }) {
  const needs = whatItTakes(plan)
  const rest = plan.totals.users - plan.rows.length
  return (
    <>
      <Text role="status">{totalsText(plan)}</Text>
      {needs.length > 0 && (
        <List size="sm" aria-label="What it takes">
          {needs.map(({ text, isShort }) => (
            <List.Item key={text}>{isShort ? <StateMark tone="failed">{text}</StateMark> : text}</List.Item>
          ))}
        </List>
      )}
      {plan.problems.length > 0 && (
        <Stack gap="xs" component="section" aria-label="Who needs attention">
          {plan.problems.map((problem) => (
            <ProblemGroup key={problem.code} problem={problem} />
          ))}
        </Stack>
      )}
      <Title order={2} fz="md">
        User by user
      </Title>
      <DataTable label="Plan" columns={columns} rows={plan.rows} rowKey={({ userId }) => userId} />
      {rest > 0 && (
        <Text size="sm" c="dimmed">
          and {rest.toLocaleString()} more
        </Text>
      )}
    </>
  )
}

function ProblemGroup({ problem }: { problem: BulkProblem }) {
  const { severity, names, count } = problem
  const others = count - names.length
  return (
    <div>
      <StateMark tone={severity === 'warning' ? 'attention' : 'failed'}>{groupText(problem)}</StateMark>
      <Text size="sm" c="dimmed" dir="auto">
        {names.join(', ')}
        {others > 0 && ` and ${others.toLocaleString()} more`}
      </Text>
    </div>
  )
}
