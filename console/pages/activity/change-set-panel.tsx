import { Button, Group, Paper, Stack, Table, Text } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ChangeOperation, ChangeView } from '../../../contract/api/change-sets.ts'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { changedFields, valueText } from '../../../contract/change-words.ts'
import { fieldWords } from '../../../contract/field-words.ts'
import { sentenceCase } from '../../../contract/plain-words.ts'
import { settingText, usersNamedIn } from '../../../contract/services-text.ts'
import { answerOf } from '../../../web/answers.ts'
import { paths } from '../../paths.ts'
import { usePages } from '../../table/use-pages.ts'
import { AnchorLink } from '../../ui/links.tsx'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { Time } from '../../ui/time.tsx'
import { usePanelId } from '../../ui/use-panel-id.ts'
import { useServiceWords } from '../users/forwarding/use-setting-words.ts'
import { activitySearch } from './activity-search.ts'
import { sourceTexts } from './change-text.ts'
import { UndoButton } from './undo-button.tsx'

/** One change set: each thing it changed, before and after. */
export function ChangeSetPanel() {
  const id = usePanelId()
  const { data } = useSuspenseQuery(answerOf(endpoints.getChangeSet, { params: { id } }))
  const navigate = useNavigate()
  return (
    <SidePanel
      title={`${data.actor.name} ${data.summary}`}
      onClose={() => void navigate({ to: paths.activity, search: activitySearch })}
    >
      <Stack>
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {sourceTexts[data.source]} · <Time at={data.at} />
          </Text>
          {data.canUndo && <UndoButton changeSet={data} />}
        </Group>
        {data.undoneBy && (
          <Text size="sm">
            This was taken back{data.redoneBy ? ' and done again' : ''}:{' '}
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
        <Changes id={id} />
      </Stack>
    </SidePanel>
  )
}

function Changes({ id }: { id: string }) {
  const pages = usePages(endpoints.listChanges, {}, { id })
  if (!pages.items) return <PageSkeleton />
  return (
    <>
      {pages.items.map((change) => (
        <ChangeCard key={`${change.entity} ${change.entityId} ${change.operation}`} change={change} />
      ))}
      {pages.hasMore && (
        <Button variant="default" size="compact-sm" onClick={pages.more} loading={pages.isLoadingMore}>
          Show more
        </Button>
      )}
    </>
  )
}

const operations: Readonly<Record<ChangeOperation, string>> = {
  create: 'created',
  update: 'changed',
  suspend: 'suspended',
  delete: 'deleted',
  restore: 'restored',
  purge: 'removed for good',
  erase: 'erased',
}

function ChangeCard({ change }: { change: ChangeView }) {
  const { before, after } = change
  const words = useServiceWords(usersNamedIn([before, after]))
  const fields = changedFields(before, after)
  const text = (field: string, value: unknown) => settingText(field, value, words) ?? valueText(value)
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
                  {sentenceCase(fieldWords(field))}
                </Table.Th>
                <Value text={text(field, before?.[field])} />
                <Value text={text(field, after?.[field])} />
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Paper>
  )
}

function Value({ text }: { text: string }) {
  return (
    <Table.Td dir="auto" style={{ overflowWrap: 'anywhere' }}>
      {text}
    </Table.Td>
  )
}
