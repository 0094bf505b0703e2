import { Button, Checkbox, Popover, Stack } from '@mantine/core'
import { userColumnKeys } from '../../../../contract/api/user-lists.ts'
import { Icon } from '../../../ui/console-icons.tsx'
import { userColumns } from '../user-columns.tsx'
import type { useColumns } from './use-columns.ts'

/** Chooses which columns the list shows. */
export function ColumnChoice({
  columns: { shown, isUsual, choose, reset },
}: {
  columns: ReturnType<typeof useColumns>
}) {
  return (
    <Popover position="bottom-end" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <Button variant="default" size="compact-sm" rightSection={<Icon name="down" size={14} />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <Stack gap="sm">
          <Checkbox.Group aria-label="Columns of the list" value={[...shown]} onChange={choose}>
            <Stack gap={8}>
              {userColumnKeys.map((key) => (
                <Checkbox key={key} size="sm" value={key} disabled={key === 'name'} label={userColumns[key].label} />
              ))}
            </Stack>
          </Checkbox.Group>
          <Button variant="default" size="compact-sm" onClick={reset} disabled={isUsual}>
            The usual columns
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
