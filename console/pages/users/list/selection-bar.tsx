import { Button, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import type { UserSelection } from '../../../../contract/user-filter.ts'
import { paths } from '../../../paths.ts'
import { keepSelection } from '../bulk-edit/bulk-selection.ts'
import classes from './selection-bar.module.css'
import { WelcomeMany } from './welcome-many.tsx'

interface SelectionBarProps {
  selection: UserSelection
  count: number
  /** How many are chosen at least, where not all were counted. */
  isExact: boolean
  /** How many match in all; null when they are chosen already, or nobody else matches. */
  more: { total: number; isExact: boolean } | null
  onSelectAll: () => void
  onClear: () => void
}

/** What can be done with those who are chosen. */
export function SelectionBar({ selection, count, isExact, more, onSelectAll, onClear }: SelectionBarProps) {
  const navigate = useNavigate()
  const [isMailing, mailing] = useDisclosure()
  const amount = `${count.toLocaleString()}${isExact ? '' : '+'}`
  const edit = () => {
    keepSelection(selection, count)
    void navigate({ to: paths.bulkEdit })
  }
  return (
    <Group className={classes.bar} gap="sm" role="region" aria-label="Selected users">
      <Text size="sm" fw={550} role="status">
        {amount} selected
      </Text>
      {more && (
        <Button variant="subtle" size="compact-sm" onClick={onSelectAll}>
          Select all {more.total.toLocaleString()}
          {more.isExact ? '' : '+'} that match
        </Button>
      )}
      <Group gap="xs" ml="auto">
        <Button size="compact-sm" onClick={edit}>
          Edit, suspend or delete {amount}
        </Button>
        <Button variant="default" size="compact-sm" onClick={mailing.open}>
          Send welcome mails
        </Button>
        <Button variant="subtle" size="compact-sm" onClick={onClear}>
          Clear
        </Button>
      </Group>
      {isMailing && <WelcomeMany selection={selection} close={mailing.close} />}
    </Group>
  )
}
