import { Button, Menu } from '@mantine/core'
import { endpoints } from '../../contract/api/endpoints.ts'
import { call } from '../../web/api.ts'
import { apiReferencePath, paths, phonePath } from '../paths.ts'
import { useSession } from '../session.tsx'
import { Icon } from '../ui/console-icons.tsx'
import { sayFailed } from '../ui/toast.tsx'

/** What the signed-in person can do for themselves. */
export function AccountMenu() {
  const { user } = useSession()
  const firstName = user.name.split(' ')[0] ?? user.name
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          px="xs"
          rightSection={<Icon name="down" size={14} />}
          aria-label={`Account of ${user.name}`}
        >
          <span dir="auto">{firstName}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label dir="auto">{user.name}</Menu.Label>
        <Menu.Item component="a" href={phonePath} leftSection={<Icon name="phone" />}>
          Open my phone
        </Menu.Item>
        <Menu.Item component="a" href={apiReferencePath} target="_blank" leftSection={<Icon name="external" />}>
          API reference
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => void leave('signOut')}>Sign out</Menu.Item>
        <Menu.Item onClick={() => void leave('signOutEverywhere')}>Sign out everywhere</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

async function leave(how: 'signOut' | 'signOutEverywhere'): Promise<void> {
  try {
    await call(endpoints[how], {})
    // A fresh page: nothing of the last session stays in memory.
    location.assign(paths.signIn)
  } catch (error) {
    sayFailed(error)
  }
}
