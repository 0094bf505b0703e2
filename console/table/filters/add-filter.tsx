import { Button, Menu } from '@mantine/core'
import type { RefObject } from 'react'
import { Icon } from '../../ui/console-icons.tsx'

interface AddFilterProps<Name extends string> {
  /** Those that are not set yet. */
  names: readonly Name[]
  labels: Readonly<Record<Name, string>>
  onAdd: (name: Name) => void
  button: RefObject<HTMLButtonElement | null>
}

/** Offers the conditions that are not set yet. */
export function AddFilter<Name extends string>({ names, labels, onAdd, button }: AddFilterProps<Name>) {
  if (names.length === 0) return null
  return (
    <Menu position="bottom-start" returnFocus={false}>
      <Menu.Target>
        <Button ref={button} variant="default" size="compact-sm" leftSection={<Icon name="plus" size={14} />}>
          Add filter
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {names.map((name) => (
          <Menu.Item key={name} onClick={() => onAdd(name)}>
            {labels[name]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
