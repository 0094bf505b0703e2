import { Alert, List, Text } from '@mantine/core'
import type { LicensesChanged } from '../../../contract/api/licenses.ts'
import { NameList } from '../../ui/name-list.tsx'

/** What people would lose, with counts and the first names. */
export function LicenseLosses({ losses }: Pick<LicensesChanged, 'losses'>) {
  if (losses.length === 0) return null
  return (
    <Alert title="What would be lost" style={{ borderColor: 'var(--offhook-attention)' }}>
      <List size="sm">
        {losses.map(({ right, sentence, names, count }) => (
          <List.Item key={right}>
            {sentence}{' '}
            <Text span size="sm" c="dimmed">
              <NameList names={names} />
              {count > names.length && ` and ${(count - names.length).toLocaleString()} more`}
            </Text>
          </List.Item>
        ))}
      </List>
    </Alert>
  )
}
