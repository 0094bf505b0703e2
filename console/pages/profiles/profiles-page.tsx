import { Group, Text } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, Outlet, useNavigate, useParams } from '@tanstack/react-router'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { ProfileView } from '../../../contract/api/profiles.ts'
import { answerOf } from '../../../web/answers.ts'
import { paths } from '../../paths.ts'
import { type Column, DataTable } from '../../table/data-table.tsx'
import { Icon } from '../../ui/console-icons.tsx'
import { ButtonLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { givesText, locksText } from './profile-text.ts'

const columns: readonly Column<ProfileView>[] = [
  {
    key: 'name',
    label: 'Profile',
    cell: ({ id, name, isDefault }) => (
      <Group gap="xs" component="span" wrap="nowrap">
        <Link to={paths.profile} params={{ id }} data-row-link dir="auto">
          {name}
        </Link>
        {isDefault && (
          <Text span size="xs" c="dimmed">
            default
          </Text>
        )}
      </Group>
    ),
  },
  { key: 'gives', label: 'Gives', cell: ({ defaults }) => givesText(defaults) },
  {
    key: 'locks',
    label: 'Locks',
    cell: ({ locks }) => locksText(locks),
    isEmpty: ({ locks }) => locks.length === 0,
  },
  { key: 'people', label: 'People', isNumber: true, cell: ({ people }) => people.toLocaleString() },
  {
    key: 'differing',
    label: 'Differ',
    cell: ({ differing }) => differing > 0 && <StateMark tone="attention">{differing.toLocaleString()}</StateMark>,
    isEmpty: ({ differing }) => differing === 0,
  },
]

/** Sets of defaults and locks for people. */
export function ProfilesPage() {
  const { data } = useSuspenseQuery(answerOf(endpoints.listProfiles, {}))
  const { id } = useParams({ strict: false })
  const navigate = useNavigate()
  return (
    <>
      <PageHeader title="Profiles" count={data.items.length}>
        <ButtonLink to={paths.newProfile} leftSection={<Icon name="plus" />}>
          Create profile
        </ButtonLink>
      </PageHeader>
      <Text size="sm" c="dimmed" mb="md" maw={720}>
        A profile says what new people get, and what they may not have otherwise. Whoever has one stays as they are when
        it changes, until you apply it again.
      </Text>
      <DataTable
        label="Profiles"
        columns={columns}
        rows={data.items}
        rowKey={(row) => row.id}
        openKey={id}
        onOpen={(row) => void navigate({ to: paths.profile, params: { id: row.id } })}
      />
      <Outlet />
    </>
  )
}
