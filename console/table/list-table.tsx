import { Button, Center, Skeleton, Stack } from '@mantine/core'
import { useIntersection } from '@mantine/hooks'
import { type ReactNode, useEffect } from 'react'
import { PageFailure } from '../shell/page-failure.tsx'
import { type Column, DataTable } from './data-table.tsx'
import type { Selection } from './row-selection.tsx'
import type { Sorting } from './sort-head.tsx'

interface ListTableProps<Row> {
  label: string
  columns: readonly Column<Row>[]
  pages: {
    readonly items: readonly Row[] | undefined
    readonly error: unknown
    readonly hasMore: boolean
    readonly isLoadingMore: boolean
    readonly more: () => void
  }
  rowKey: (row: Row) => string
  onOpen?: (row: Row) => void
  openKey?: string | undefined
  sorting?: Sorting
  selection?: Selection
  isDimmed?: (row: Row) => boolean
  /** What stands there when nothing is. */
  empty: ReactNode
}

/** A list that loads as it is scrolled: skeleton, rows, or what to do when there are none. */
export function ListTable<Row>({ pages, empty, ...table }: ListTableProps<Row>) {
  const { items, error, hasMore, isLoadingMore, more } = pages
  if (!items) return error ? <PageFailure error={error} /> : <RowsSkeleton />
  if (items.length === 0) return empty
  return (
    <Stack gap="sm">
      <DataTable rows={items} {...table} />
      {hasMore && <More isLoading={isLoadingMore} more={more} />}
    </Stack>
  )
}

function More({ isLoading, more }: { isLoading: boolean; more: () => void }) {
  const { ref, entry } = useIntersection({ rootMargin: '600px' })
  const isNear = entry?.isIntersecting === true
  useEffect(() => {
    if (isNear && !isLoading) more()
  })
  return (
    <Center ref={ref}>
      <Button variant="default" onClick={more} loading={isLoading}>
        Show more
      </Button>
    </Center>
  )
}

function RowsSkeleton() {
  return (
    <Stack gap="xs" role="status" aria-label="Loading" aria-busy="true">
      {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
        <Skeleton key={key} height={38} />
      ))}
    </Stack>
  )
}
