import { Button, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ChangeSetView } from '../../../contract/api/change-sets.ts'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { paths } from '../../paths.ts'
import { usePages } from '../../table/use-pages.ts'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { Time } from '../../ui/time.tsx'
import { sourceTexts } from './change-text.ts'
import { UndoButton } from './undo-button.tsx'

/** What happened to one thing, newest first, with Undo where it holds. */
export function HistoryList({ entityId }: { entityId: string }) {
  const pages = usePages(endpoints.listChangeSets, { entityId, limit: 50 })
  if (!pages.items) return <PageSkeleton />
  return (
    <Stack gap="sm">
      {pages.items.map((changeSet) => (
        <HistoryLine key={changeSet.id} changeSet={changeSet} />
      ))}
      {pages.items.length === 0 && <Text size="sm">Nothing is recorded yet.</Text>}
      {pages.hasMore && (
        <Button variant="default" size="compact-sm" onClick={pages.more} loading={pages.isLoadingMore}>
          Show earlier
        </Button>
      )}
    </Stack>
  )
}

/** One change set in a line: who did what, when, and Undo. */
export function HistoryLine({ changeSet }: { changeSet: ChangeSetView }) {
  const isPlain = changeSet.source === 'console' || changeSet.source === 'setup'
  return (
    <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
      <Text size="sm" miw={0} style={{ overflowWrap: 'anywhere' }}>
        <Link to={paths.changeSet} params={{ id: changeSet.id }} style={{ color: 'inherit' }}>
          <bdi dir="ltr">
            <bdi>{changeSet.actor.name}</bdi> {changeSet.summary}
          </bdi>
        </Link>{' '}
        <Text span size="sm" c="dimmed">
          · {isPlain ? '' : `${sourceTexts[changeSet.source]} · `}
          <Time at={changeSet.at} />
          {changeSet.undoneBy && ' · undone'}
        </Text>
      </Text>
      {changeSet.canUndo && <UndoButton changeSet={changeSet} />}
    </Group>
  )
}
