import { Tabs } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { PageHeader } from '../../ui/page-header.tsx'
import { CallList } from './call-list.tsx'
import { RegistrationList } from './registration-list.tsx'

/** Calls as they happen, and the phones that can be called. */
export function CallsPage() {
  const { tab } = useSearch({ from: '__root__' })
  const navigate = useNavigate()
  const open = tab === 'registrations' ? tab : 'calls'
  return (
    <>
      <PageHeader title="Calls" />
      <Tabs
        value={open}
        keepMounted={false}
        onChange={(value) =>
          void navigate({ to: '.', search: { tab: value === 'registrations' ? value : undefined }, replace: true })
        }
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="calls">Live and ended</Tabs.Tab>
          <Tabs.Tab value="registrations">Registered phones</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="calls">
          <CallList />
        </Tabs.Panel>
        <Tabs.Panel value="registrations">
          <RegistrationList />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}
