import { AppShell, Burger, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link, Outlet } from '@tanstack/react-router'
import { BrandMark } from '../../web/brand-mark.tsx'
import { ColorSchemeToggle } from '../../web/color-scheme-toggle.tsx'
import { useLiveEvents } from '../../web/live-events.ts'
import { TaskNotes } from '../pages/tasks/task-notes.tsx'
import { paths } from '../paths.ts'
import { useSession } from '../session.tsx'
import { AccountMenu } from './account-menu.tsx'
import classes from './admin-shell.module.css'
import { Finder } from './finder.tsx'
import { Navigation } from './navigation.tsx'
import { useKeptFocus } from './use-kept-focus.ts'

/** The frame around every page of the console. */
export function AdminShell() {
  const session = useSession()
  const [isNavigationOpen, navigation] = useDisclosure()
  useLiveEvents(true)
  useKeptFocus()
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !isNavigationOpen } }}
      padding={{ base: 'md', sm: 'lg' }}
      transitionDuration={0}
    >
      <a href="#main" className={classes.skip}>
        Skip to the page
      </a>
      <AppShell.Header className={classes.header}>
        <Burger
          opened={isNavigationOpen}
          onClick={navigation.toggle}
          hiddenFrom="sm"
          size="sm"
          aria-label={isNavigationOpen ? 'Close the menu' : 'Open the menu'}
        />
        <Link to={paths.home} className={classes.brand} aria-label="Offhook, Home">
          <BrandMark />
          <Text fw={650} visibleFrom="sm">
            Offhook
          </Text>
        </Link>
        <Text className={classes.company} dir="auto" title={session.tenant.name}>
          {session.tenant.name}
        </Text>
        <Group gap={4} ml="auto" wrap="nowrap">
          <Finder />
          <ColorSchemeToggle />
          <AccountMenu />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar}>
        <Navigation onFollow={navigation.close} />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} className={classes.main}>
        <Outlet />
      </AppShell.Main>
      <TaskNotes />
    </AppShell>
  )
}
