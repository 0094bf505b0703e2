import { Badge, Checkbox, Group, Text } from '@mantine/core'
import type { NumberView } from '../../../contract/api/numbers.ts'
import { countryName } from '../../form/places.ts'
import { paths } from '../../paths.ts'
import type { Column } from '../../table/data-table.tsx'
import { AnchorLink } from '../../ui/links.tsx'
import { NumberMenu } from './number-menu.tsx'
import { NumberStateMark } from './number-state.tsx'
import type { useNumberFilters } from './use-number-filters.ts'

type Search = ReturnType<typeof useNumberFilters>['search']

/** Whether a number can be picked from the list, to be released or to end its rest. */
function canPick({ state }: NumberView): boolean {
  return state === 'available' || state === 'assigned' || state === 'quarantined'
}

/** What the inventory shows. */
export function numberColumns(
  picked: ReadonlyMap<string, NumberView>,
  pick: (number: NumberView) => void,
  search: Search,
): readonly Column<NumberView>[] {
  return [
    {
      key: 'number',
      label: 'Number',
      cell: (number) => (
        <Group gap="sm" wrap="nowrap">
          <Checkbox
            aria-label={`Pick ${number.display}`}
            checked={picked.has(number.e164)}
            disabled={!canPick(number)}
            onChange={() => pick(number)}
          />
          <AnchorLink
            to={paths.number}
            params={{ number: number.e164 }}
            search={search}
            data-row-link
            size="sm"
            fw={550}
            className="tabular"
            underline="hover"
            style={{ whiteSpace: 'nowrap' }}
          >
            {number.display}
          </AnchorLink>
          {number.isFictional && <Badge size="sm">fictional</Badge>}
        </Group>
      ),
    },
    { key: 'state', label: 'State', cell: (number) => <NumberStateMark number={number} /> },
    {
      key: 'user',
      label: 'Rings',
      cell: (number) => <Rings number={number} />,
      isEmpty: ({ user, temporaryNumber }) => user === null && temporaryNumber === null,
    },
    {
      key: 'shared',
      label: 'Shared as',
      room: 'middle',
      cell: ({ sharedName }) => (
        <Text span size="sm" dir="auto">
          {sharedName ?? '–'}
        </Text>
      ),
      isEmpty: ({ sharedName }) => sharedName === null,
    },
    { key: 'country', label: 'Country', room: 'wide', cell: ({ country }) => countryName(country) },
    {
      key: 'category',
      label: 'Kind',
      room: 'wide',
      cell: ({ category }) => (category === 'tollFree' ? 'Toll-free' : 'Local'),
    },
    { key: 'actions', label: 'Actions', cell: (number) => <NumberMenu number={number} search={search} /> },
  ]
}

function Rings({ number: { user, temporaryNumber } }: { number: NumberView }) {
  if (temporaryNumber)
    return (
      <Text span size="sm">
        until then {temporaryNumber.display}
      </Text>
    )
  if (!user) return '–'
  return (
    <AnchorLink to={paths.user} params={{ id: user.id }} size="sm" underline="hover">
      <bdi>{user.name}</bdi>
      {user.extension && ` · ${user.extension}`}
    </AnchorLink>
  )
}
