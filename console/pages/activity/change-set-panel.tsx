import { Group, Paper, Stack, Table, Text } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ChangeView } from '../../../contract/api/change-sets.ts'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { answerOf } from '../../../web/answers.ts'
import { paths } from '../../paths.ts'
import { AnchorLink } from '../../ui/links.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { Time } from '../../ui/time.tsx'
import { usePanelId } from '../../ui/use-panel-id.ts'
import { changedFields, fieldLabel, sourceTexts, valueText } from './change-text.ts'
import { UndoButton } from './undo-button.tsx'

/** One change set: each thing it changed, before and after. */
export function ChangeSetPanel() {
  const id = usePanelId()
  const { data } = useSuspenseQuery(answerOf(endpoints.getChangeSet, { params: { id } }))
  const navigate = useNavigate()
  return (
    <SidePanel title={`${data.actor.name} ${data.summary}`} onClose={() => void navigate({ to: paths.activity })}>
      <Stack>
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {sourceTexts[data.source]} · <Time at={data.at} />
          </Text>
          {data.canUndo && <UndoButton changeSet={data} />}
        </Group>
        {data.undoneBy && (
          <Text size="sm">
            This was taken back:{' '}
            <AnchorLink size="sm" to={paths.changeSet} params={{ id: data.undoneBy }}>
              see the undo
            </AnchorLink>
            .
          </Text>
        )}
        {data.undoOf && (
          <Text size="sm">
            This took back{' '}
            <AnchorLink size="sm" to={paths.changeSet} params={{ id: data.undoOf }}>
              an earlier change
            </AnchorLink>
            .
          </Text>
        )}
        {!data.canUndo && data.cannotUndoReason && !data.undoneBy && <Text size="sm">{data.cannotUndoReason}</Text>}
        {data.changes.map((change) => (
          <ChangeCard key={`${change.entity} ${change.entityId}`} change={change} />
        ))}
        {data.count > data.changes.length && (
          <Text size="sm" c="dimmed">
            and {(data.count - data.changes.length).toLocaleString()} more
          </Text>
        )}
      </Stack>
    </SidePanel>
  )
}

const operations = {
  create: 'created',
  update: 'changed',
  suspend: 'suspended',
  delete: 'deleted',
  restore: 'restored',
} as const

function ChangeCard({ change }: { change: ChangeView }) {
  const fields = changedFields(change.before, change.after)
  return (
    <Paper withBorder p="sm" component="section" aria-label={change.label}>
      <Text fw={550} dir="auto" mb={fields.length > 0 ? 'xs' : 0}>
        {change.label}{' '}
        <Text span c="dimmed" size="sm" fw={400}>
          {operations[change.operation]}
        </Text>
      </Text>
      {fields.length > 0 && (
        <Table layout="fixed" verticalSpacing={4} fz="sm" aria-label={`Fields of ${change.label}`}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Field</Table.Th>
              <Table.Th>Before</Table.Th>
              <Table.Th>After</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {fields.map((field) => (
              <Table.Tr key={field}>
                <Table.Th scope="row" fw={400}>
                  {fieldLabel(field)}
                </Table.Th>
                <Value value={change.before?.[field]} />
                <Value value={change.after?.[field]} />
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Paper>
  )
}

function Value({ value }: { value: unknown }) {
  return (
    <Table.Td dir="auto" style={{ overflowWrap: 'anywhere' }}>
      {valueText(value)}
    </Table.Td>
  )
}
