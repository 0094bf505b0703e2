import { Group, Stack, Tabs, Text } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Suspense } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { UserView } from '../../../contract/api/users.ts'
import { answerOf } from '../../../web/answers.ts'
import { paths } from '../../paths.ts'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { usePanelId } from '../../ui/use-panel-id.ts'
import { HistoryList } from '../activity/history-list.tsx'
import { CallList } from '../calls/call-list.tsx'
import { keptFilters } from './kept-filters.ts'
import { UserDetails } from './user-details.tsx'
import { UserOverview } from './user-overview.tsx'
import { UserPhones } from './user-phones.tsx'

const tabs = [
  { value: 'overview', label: 'Overview' },
  { value: 'details', label: 'Details' },
  { value: 'phones', label: 'Phones' },
  { value: 'calls', label: 'Calls' },
  { value: 'history', label: 'History' },
] as const

/** One person: how they stand, and everything about them. */
export function UserPanel() {
  const id = usePanelId()
  const { data: user } = useSuspenseQuery(answerOf(endpoints.getUser, { params: { id } }))
  const { tab } = useSearch({ from: '__root__' })
  const navigate = useNavigate()
  const open = tabs.find(({ value }) => value === tab)?.value ?? 'overview'
  const choose = (value: string | null) =>
    void navigate({
      to: '.',
      search: (old) => ({ ...old, tab: value === 'overview' ? undefined : (value ?? undefined) }),
      replace: true,
    })
  return (
    <SidePanel
      title={`${user.firstName} ${user.lastName}`}
      onClose={() => void navigate({ to: paths.users, search: keptFilters })}
    >
      <Stack>
        {user.state !== 'active' && (
          <Group gap="xs">
            <StateMark tone="off">{user.state === 'suspended' ? 'Suspended' : 'Deleted'}</StateMark>
            <Text size="sm" c="dimmed">
              {user.state === 'suspended'
                ? 'Cannot sign in or call, except for help.'
                : 'In the recycle bin for 30 days.'}
            </Text>
          </Group>
        )}
        <Tabs value={open} onChange={choose} keepMounted={false}>
          <Tabs.List mb="md">
            {tabs.map(({ value, label }) => (
              <Tabs.Tab key={value} value={value} px={{ base: 8, sm: 'md' }}>
                {label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={open}>
            <Suspense fallback={<PageSkeleton />}>
              <TabContent tab={open} user={user} />
            </Suspense>
          </Tabs.Panel>
        </Tabs>
      </Stack>
    </SidePanel>
  )
}

function TabContent({ tab, user }: { tab: (typeof tabs)[number]['value']; user: UserView }) {
  if (tab === 'details') return <UserDetails user={user} />
  if (tab === 'phones') return <UserPhones user={user} />
  if (tab === 'calls') return <CallList userId={user.id} />
  if (tab === 'history') return <HistoryList entityId={user.id} />
  return <UserOverview user={user} />
}
