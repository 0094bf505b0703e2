import { Badge, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { UserColumnKey } from '../../../contract/api/user-lists.ts'
import type { UserRow } from '../../../contract/api/users.ts'
import { paths } from '../../paths.ts'
import type { Column } from '../../table/data-table.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { Time } from '../../ui/time.tsx'
import { dayOf } from '../leaving/time-of.ts'
import { keptFilters } from './kept-filters.ts'
import { standings } from './standing-text.ts'

const none = (
  <Text span c="dimmed" size="sm">
    –
  </Text>
)

const time = (at: string | null) => (at ? <Time at={at} /> : none)

const roles = { user: 'User', admin: 'Administrator' } as const

/** What the users' list can show. */
export const userColumns: Readonly<Record<UserColumnKey, Column<UserRow>>> = {
  name: {
    key: 'name',
    label: 'Name',
    sort: 'name',
    cell: ({ id, firstName, lastName, leavesAt }) => (
      <Group gap="xs" component="span" wrap="nowrap">
        <Link to={paths.user} params={{ id }} search={keptFilters} data-row-link dir="auto">
          {firstName} {lastName}
        </Link>
        {leavesAt && (
          <Badge variant="outline" color="gray" style={{ flexShrink: 0 }}>
            leaves {dayOf(leavesAt)}
          </Badge>
        )}
      </Group>
    ),
  },
  username: {
    key: 'username',
    label: 'Username',
    sort: 'username',
    cell: ({ username }) => <span dir="auto">{username}</span>,
  },
  extension: {
    key: 'extension',
    label: 'Ext.',
    sort: 'extension',
    isShort: true,
    cell: ({ extension }) => extension ?? none,
    isEmpty: ({ extension }) => !extension,
  },
  number: {
    key: 'number',
    label: 'Number',
    isShort: true,
    cell: ({ number }) => <span className="tabular">{number?.display ?? none}</span>,
    isEmpty: ({ number }) => !number,
  },
  license: {
    key: 'license',
    label: 'Licence',
    cell: ({ license }) => license?.name ?? none,
    isEmpty: ({ license }) => !license,
  },
  site: { key: 'site', label: 'Site', room: 'middle', cell: ({ site }) => <span dir="auto">{site.name}</span> },
  profile: {
    key: 'profile',
    label: 'Profile',
    room: 'middle',
    cell: ({ profile }) => (profile ? <span dir="auto">{profile.name}</span> : none),
    isEmpty: ({ profile }) => !profile,
  },
  email: { key: 'email', label: 'E-mail', room: 'wide', cell: ({ email }) => email },
  jobTitle: {
    key: 'jobTitle',
    label: 'Job title',
    room: 'middle',
    cell: ({ jobTitle }) => (jobTitle ? <span dir="auto">{jobTitle}</span> : none),
    isEmpty: ({ jobTitle }) => !jobTitle,
  },
  department: {
    key: 'department',
    label: 'Department',
    room: 'middle',
    cell: ({ department }) => (department ? <span dir="auto">{department}</span> : none),
    isEmpty: ({ department }) => !department,
  },
  role: { key: 'role', label: 'Role', room: 'middle', isShort: true, cell: ({ role }) => roles[role] },
  lastSignIn: {
    key: 'lastSignIn',
    label: 'Last sign-in',
    isShort: true,
    cell: ({ lastSignInAt }) => time(lastSignInAt),
    isEmpty: ({ lastSignInAt }) => !lastSignInAt,
  },
  created: {
    key: 'created',
    label: 'Created',
    sort: 'created',
    isShort: true,
    cell: ({ createdAt }) => time(createdAt),
  },
  changed: {
    key: 'changed',
    label: 'Changed',
    sort: 'changed',
    isShort: true,
    cell: ({ updatedAt }) => time(updatedAt),
  },
  standing: {
    key: 'standing',
    label: 'State',
    isShort: true,
    cell: ({ standing }) => <StateMark tone={standings[standing].tone}>{standings[standing].text}</StateMark>,
  },
}
