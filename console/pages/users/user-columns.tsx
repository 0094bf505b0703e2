import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { UserRow } from '../../../contract/api/users.ts'
import { paths } from '../../paths.ts'
import type { Column } from '../../table/data-table.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { keptFilters } from './kept-filters.ts'
import { standings } from './user-standing.ts'

const none = (
  <Text span c="dimmed" size="sm">
    –
  </Text>
)

/** What the users' list shows. */
export const userColumns: readonly Column<UserRow>[] = [
  {
    key: 'name',
    label: 'Name',
    cell: ({ id, firstName, lastName }) => (
      <Link to={paths.user} params={{ id }} search={keptFilters} data-row-link dir="auto">
        {firstName} {lastName}
      </Link>
    ),
  },
  { key: 'username', label: 'Username', cell: ({ username }) => <span dir="auto">{username}</span> },
  {
    key: 'extension',
    label: 'Ext.',
    isShort: true,
    cell: ({ extension }) => extension ?? none,
    isEmpty: ({ extension }) => !extension,
  },
  {
    key: 'number',
    label: 'Number',
    isShort: true,
    cell: ({ number }) => <span className="tabular">{number?.display ?? none}</span>,
    isEmpty: ({ number }) => !number,
  },
  {
    key: 'license',
    label: 'Licence',
    cell: ({ license }) => license?.name ?? none,
    isEmpty: ({ license }) => !license,
  },
  { key: 'site', label: 'Site', room: 'middle', cell: ({ site }) => <span dir="auto">{site.name}</span> },
  { key: 'email', label: 'E-mail', room: 'wide', cell: ({ email }) => email },
  {
    key: 'standing',
    label: 'State',
    isShort: true,
    cell: ({ standing }) => <StateMark tone={standings[standing].tone}>{standings[standing].text}</StateMark>,
  },
]
