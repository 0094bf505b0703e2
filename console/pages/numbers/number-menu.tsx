import { ActionIcon, Menu } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { NumberView } from '../../../contract/api/numbers.ts'
import { paths } from '../../paths.ts'
import { Icon } from '../../ui/console-icons.tsx'
import type { useNumberFilters } from './use-number-filters.ts'

interface NumberMenuProps {
  number: NumberView
  search: ReturnType<typeof useNumberFilters>['search']
}

/** What can be done with a number of the list; each item opens the place where it is done. */
export function NumberMenu({ number, search }: NumberMenuProps) {
  const canMove = number.state === 'assigned' || number.state === 'available'
  const items = canMove
    ? [
        { tab: 'move', label: number.user ? 'Move' : 'Give to somebody' },
        { tab: 'swap', label: 'Swap' },
        { tab: 'share', label: number.sharedName ? 'Shared caller ID' : 'Use as shared caller ID' },
        { tab: undefined, label: 'Release' },
      ]
    : number.state === 'quarantined'
      ? [{ tab: undefined, label: 'End the rest' }]
      : [{ tab: undefined, label: 'Porting' }]
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${number.display}`}>
          <Icon name="more" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {items.map(({ tab, label }) => (
          <Menu.Item
            key={label}
            renderRoot={(props) => (
              <Link to={paths.number} params={{ number: number.e164 }} search={{ ...search, tab }} {...props} />
            )}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
