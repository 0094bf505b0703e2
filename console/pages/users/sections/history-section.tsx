import { Button, Stack, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { ChangeSetView } from '../../../../contract/api/change-sets.ts'
import { endpoints } from '../../../../contract/api/endpoints.ts'
import { answerOf } from '../../../../web/answers.ts'
import { usePages } from '../../../table/use-pages.ts'
import { PageSkeleton } from '../../../ui/page-skeleton.tsx'
import { HistoryLine } from '../../activity/history-list.tsx'
import { ChangedFields } from './changed-fields.tsx'

/** How many of the newest changes say at once what was before and after. */
const openAtFirst = 3

/** What was changed about a person: who, when, from where, before and after, and Undo where it holds. */
export function HistorySection({ userId }: { userId: string }) {
  const pages = usePages(endpoints.listChangeSets, { entityId: userId, limit: 20 })
  if (!pages.items) return <PageSkeleton />
  return (
    <Stack gap="md">
      {pages.items.map((changeSet, index) => (
        <HistoryEntry key={changeSet.id} changeSet={changeSet} userId={userId} isOpenAtFirst={index < openAtFirst} />
      ))}
      {pages.items.length === 0 && <Text size="sm">Nothing is recorded yet.</Text>}
      {pages.hasMore && (
        <div>
          <Button variant="default" size="compact-sm" onClick={pages.more} loading={pages.isLoadingMore}>
            Show earlier
          </Button>
        </div>
      )}
    </Stack>
  )
}

interface HistoryEntryProps {
  changeSet: ChangeSetView
  userId: string
  isOpenAtFirst: boolean
}

function HistoryEntry({ changeSet, userId, isOpenAtFirst }: HistoryEntryProps) {
  const [isOpen, { open }] = useDisclosure(isOpenAtFirst)
  return (
    <div data-history={changeSet.id}>
      <HistoryLine changeSet={changeSet} />
      {isOpen ? (
        <WhatChanged id={changeSet.id} userId={userId} />
      ) : (
        <UnstyledButton onClick={open} fz="sm" td="underline" c="dimmed">
          What changed
        </UnstyledButton>
      )}
    </div>
  )
}

function WhatChanged({ id, userId }: { id: string; userId: string }) {
  const { data } = useQuery(answerOf(endpoints.listChanges, { params: { id }, query: { entityId: userId, limit: 1 } }))
  const change = data?.items[0]
  return change ? <ChangedFields change={change} /> : null
}
