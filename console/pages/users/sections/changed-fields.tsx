import { List, Text } from '@mantine/core'
import type { ChangeView } from '../../../../contract/api/change-sets.ts'
import { changedFields, valueText } from '../../../../contract/change-words.ts'
import { fieldWords } from '../../../../contract/field-words.ts'
import { sentenceCase } from '../../../../contract/plain-words.ts'
import { settingText, usersNamedIn } from '../../../../contract/services-text.ts'
import { useServiceWords } from '../forwarding/use-setting-words.ts'

/** What a change did to a person, field by field: "Forwarding, always: off → rings Łukasz Żółć for 20 s". */
export function ChangedFields({ change }: { change: Pick<ChangeView, 'before' | 'after'> }) {
  const { before, after } = change
  const words = useServiceWords(usersNamedIn([before, after]))
  const text = (field: string, value: unknown) => settingText(field, value, words) ?? valueText(value)
  const fields = changedFields(before, after).filter(
    (field) => text(field, before?.[field]) !== text(field, after?.[field]),
  )
  if (!before && fields.length > 8) return null
  return (
    <List size="sm" listStyleType="none" mt={2}>
      {fields.map((field) => (
        <List.Item key={field} style={{ overflowWrap: 'anywhere' }}>
          <Text size="sm" component="span">
            {sentenceCase(fieldWords(field))}: {before ? `${text(field, before[field])} → ` : ''}
            {text(field, after?.[field])}
          </Text>
        </List.Item>
      ))}
    </List>
  )
}
