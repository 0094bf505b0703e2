import { List, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { BulkPlan, BulkPlanRow, BulkProblem } from '../../../../contract/api/bulk-edit.ts'
import { valueText } from '../../../../contract/change-words.ts'
import { fieldWords } from '../../../../contract/field-words.ts'
import { sentenceCase } from '../../../../contract/plain-words.ts'
import { settingText, usersNamedIn } from '../../../../contract/services-text.ts'
import { paths } from '../../../paths.ts'
import { type Column, DataTable } from '../../../table/data-table.tsx'
import { NameList } from '../../../ui/name-list.tsx'
import { StateMark } from '../../../ui/state-mark.tsx'
import { useServiceWords } from '../forwarding/use-setting-words.ts'
import { groupText, totalsText, whatItTakes } from './bulk-plan-text.ts'

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

function labelOf(field: string): string {
  return sentenceCase(fieldWords(field))
}

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
  return <ChangedValues changes={changes} />
}

function ChangedValues({ changes }: Pick<BulkPlanRow, 'changes'>) {
  const words = useServiceWords(usersNamedIn(changes.flatMap(({ before, after }) => [before, after])))
  const text = (field: string, value: unknown) => settingText(field, value, words) ?? valueText(value)
  return (
    <Stack gap={0}>
      {changes.map(({ field, before, after }) => (
        <Text key={field} size="sm">
          {labelOf(field)}: {text(field, before)} → {text(field, after)}
        </Text>
      ))}
    </Stack>
  )
}

/** A plan of many: totals, what it takes, who needs attention, and the first people one by one. */
export function PlanBody({ plan }: { plan: BulkPlan }) {
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
      <Text size="sm" c="dimmed">
        <NameList names={names} />
        {others > 0 && ` and ${others.toLocaleString()} more`}
      </Text>
    </div>
  )
}
