import { Badge, Box, Checkbox, Text } from '@mantine/core'
import type { NumberView } from '../../../contract/api/numbers.ts'
import { countryName } from '../../form/places.ts'
import { paths } from '../../paths.ts'
import type { Column } from '../../table/data-table.tsx'
import { AnchorLink } from '../../ui/links.tsx'
import { StateMark, type Tone } from '../../ui/state-mark.tsx'
import { Time } from '../../ui/time.tsx'

const states: Record<NumberView['state'], { tone: Tone; text: string }> = {
  available: { tone: 'ready', text: 'Free' },
  assigned: { tone: 'off', text: 'In use' },
  quarantined: { tone: 'attention', text: 'Resting' },
  prePorting: { tone: 'attention', text: 'Porting asked for' },
  porting: { tone: 'attention', text: 'Porting' },
}

function Digits({ number: { display, isFictional } }: { number: NumberView }) {
  return (
    <>
      <Text span fw={550} size="sm" className="tabular">
        {display}
      </Text>{' '}
      {isFictional && <Badge size="sm">fictional</Badge>}
    </>
  )
}

/** What the inventory shows; free numbers can be picked. */
export function numberColumns(
  picked: ReadonlySet<string>,
  pick: (e164: string) => void,
): readonly Column<NumberView>[] {
  return [
    {
      key: 'number',
      label: 'Number',
      cell: (number) =>
        number.state === 'available' ? (
          <Checkbox
            checked={picked.has(number.e164)}
            onChange={() => pick(number.e164)}
            label={<Digits number={number} />}
          />
        ) : (
          <Box pl={32}>
            <Digits number={number} />
          </Box>
        ),
    },
    {
      key: 'state',
      label: 'State',
      cell: ({ state, quarantinedUntil }) => (
        <span>
          <StateMark tone={states[state].tone}>{states[state].text}</StateMark>
          {quarantinedUntil && (
            <Text span size="xs" c="dimmed">
              {' '}
              until <Time at={quarantinedUntil} />
            </Text>
          )}
        </span>
      ),
    },
    {
      key: 'user',
      label: 'Rings',
      cell: ({ user }) =>
        user ? (
          <AnchorLink to={paths.user} params={{ id: user.id }} size="sm" dir="auto" underline="hover">
            {user.extension ? `${user.name} · ${user.extension}` : user.name}
          </AnchorLink>
        ) : (
          '–'
        ),
      isEmpty: ({ user }) => user === null,
    },
    { key: 'country', label: 'Country', cell: ({ country }) => countryName(country) },
    { key: 'category', label: 'Kind', cell: ({ category }) => (category === 'tollFree' ? 'Toll-free' : 'Local') },
  ]
}
