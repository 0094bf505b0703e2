import { List, Stack, Text, Textarea, type TextareaProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { endpoints } from '../../contract/api/endpoints.ts'
import type { NumbersRead } from '../../contract/api/setup.ts'
import { call } from '../../web/api.ts'
import { useFormattedNumber } from '../../web/formatted-number.ts'

interface NumbersTextProps extends TextareaProps {
  country: string
  onRead: (count: number) => void
}

/** A box for numbers as people have them; says at once how they were understood. */
export function NumbersText({ country, onRead, ...input }: NumbersTextProps) {
  const [text] = useDebouncedValue(String(input.value ?? ''), 300)
  const { data: read } = useQuery({
    queryKey: ['read-numbers', country, text],
    queryFn: ({ signal }) => call(endpoints.readNumbers, { body: { country, text }, signal }),
    enabled: text.trim() !== '',
    placeholderData: keepPreviousData,
  })
  const count = text.trim() === '' ? 0 : (read?.numbers.length ?? 0)
  useEffect(() => onRead(count), [count, onRead])
  return (
    <Stack gap="xs">
      <Textarea
        label="Numbers"
        description="One a line or with commas, as you have them. A range is written first-last."
        placeholder={'+1 415 555 0100-0119\n(415) 555-0142'}
        minRows={4}
        maxRows={12}
        spellCheck={false}
        {...input}
      />
      <div aria-live="polite">{text.trim() !== '' && read && <Reading read={read} />}</div>
    </Stack>
  )
}

function Reading({ read }: { read: NumbersRead }) {
  const first = useFormattedNumber(read.numbers[0] ?? '')
  const last = useFormattedNumber(read.numbers.at(-1) ?? '')
  const count = read.numbers.length
  const span = count > 1 ? `${count.toLocaleString()} numbers, ${first} … ${last}` : first
  return (
    <Stack gap={4}>
      {count > 0 && <Text size="sm">Read as {span}</Text>}
      {read.unread.length > 0 && (
        <List size="sm" c="var(--offhook-attention)">
          {read.unread.slice(0, 5).map(({ text, reason }) => (
            <List.Item key={text}>
              “{text}”: {reason}
            </List.Item>
          ))}
          {read.unread.length > 5 && <List.Item>and {read.unread.length - 5} more</List.Item>}
        </List>
      )}
    </Stack>
  )
}
