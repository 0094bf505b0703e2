import { Stack } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { useSession } from '../session.tsx'
import { Icon, type IconName } from '../ui/console-icons.tsx'
import classes from './admin-shell.module.css'

type PagePath = (typeof paths)[
  | 'home'
  | 'users'
  | 'numbers'
  | 'licenses'
  | 'profiles'
  | 'sites'
  | 'calls'
  | 'activity'
  | 'tasks'
  | 'settings'
  | 'inbox']

/** The pages of the console in the order of the navigation. */
export const pages: readonly { to: PagePath; label: string; icon: IconName }[] = [
  { to: paths.home, label: 'Home', icon: 'home' },
  { to: paths.users, label: 'Users', icon: 'users' },
  { to: paths.numbers, label: 'Numbers', icon: 'numbers' },
  { to: paths.licenses, label: 'Licences', icon: 'licenses' },
  { to: paths.profiles, label: 'Profiles', icon: 'profiles' },
  { to: paths.sites, label: 'Sites', icon: 'sites' },
  { to: paths.calls, label: 'Calls', icon: 'calls' },
  { to: paths.activity, label: 'Activity', icon: 'activity' },
  { to: paths.tasks, label: 'Tasks', icon: 'tasks' },
  { to: paths.settings, label: 'Settings', icon: 'settings' },
  { to: paths.inbox, label: 'Inbox', icon: 'inbox' },
]

/** The links down the left side. The inbox is there only where it takes the place of a mail server. */
export function Navigation({ onFollow }: { onFollow: () => void }) {
  const { hasInbox } = useSession()
  return (
    <Stack component="nav" gap={2} aria-label="Pages">
      {pages
        .filter(({ to }) => hasInbox || to !== paths.inbox)
        .map(({ to, label, icon }) => (
          <Link
            key={to}
            to={to}
            className={classes.link}
            onClick={onFollow}
            activeOptions={{ exact: to === paths.home, includeSearch: false }}
          >
            <Icon name={icon} />
            {label}
          </Link>
        ))}
    </Stack>
  )
}
