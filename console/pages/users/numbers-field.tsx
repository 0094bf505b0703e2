import { ActionIcon, Badge, Button, Group, Select, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useRef, useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { answerOf } from '../../../web/answers.ts'
import { useFormattedNumber } from '../../../web/formatted-number.ts'
import { problemProps } from '../../form/problem-note.tsx'
import { moved, SortableList } from '../../form/sortable-list.tsx'
import { paths } from '../../paths.ts'
import { Icon } from '../../ui/console-icons.tsx'
import { AnchorLink } from '../../ui/links.tsx'
import { FieldFrame } from './sections/setting.tsx'
import type { UserForm } from './use-user-form.ts'

interface NumbersFieldProps {
  form: UserForm
  held: readonly { e164: string; display: string }[]
}

/** Numbers that ring this person; the first is the primary one, which they show when calling. */
export function NumbersField({ form, held }: NumbersFieldProps) {
  const { numbers } = form.draft
  const [typed, setTyped] = useState('')
  const free = useFreeNumbers(typed)
  const display = useDisplays([...held, ...free.items])
  const change = (next: readonly string[]) => {
    form.set('numbers', next)
    form.leave('numbers')
  }
  const choices = free.items.filter(({ e164 }) => !numbers.includes(e164))
  return (
    <Stack gap="xs" role="group" aria-label="Numbers">
      <Text size="sm" fw={600}>
        Numbers
      </Text>
      {numbers.length > 0 && (
        <SortableList
          label="Numbers in order"
          items={numbers}
          nameOf={(number) => (number === 'auto' ? 'the number to choose' : display(number))}
          onMove={(from, to) => change(moved(numbers, from, to))}
        >
          {(number, index, handle) => (
            <FieldFrame form={form} path={`numbers.${index}`}>
              <NumberRow
                name={<NumberName form={form} number={number} display={display} />}
                words={number === 'auto' ? 'the number to choose' : display(number)}
                handle={numbers.length > 1 ? handle : null}
                isPrimary={index === 0}
                onPrimary={() => change(moved(numbers, index, 0))}
                onRemove={() => change(numbers.filter((_, at) => at !== index))}
              />
            </FieldFrame>
          )}
        </SortableList>
      )}
      <Select
        aria-label="Add a number"
        placeholder={numbers.length === 0 ? 'None: called on the extension alone. Add a number' : 'Add a number'}
        searchable
        searchValue={typed}
        onSearchChange={setTyped}
        filter={({ options }) => options}
        data={[
          ...(numbers.includes('auto') ? [] : [{ value: 'auto', label: 'Choose one for me' }]),
          ...choices.map(({ e164, display }) => ({ value: e164, label: display })),
        ]}
        value={null}
        onChange={(number) => {
          if (number) change([...numbers, number])
          setTyped('')
        }}
        {...problemProps(form.problemAt('numbers'), form.fix, <FreeNumbers count={free.count} />)}
      />
    </Stack>
  )
}

interface NumberRowProps {
  name: ReactNode
  words: string
  handle: ReactNode
  isPrimary: boolean
  onPrimary: () => void
  onRemove: () => void
}

function NumberRow({ name, words, handle, isPrimary, onPrimary, onRemove }: NumberRowProps) {
  return (
    <Group gap="xs" px={8} py={4} wrap="nowrap" mih={40}>
      {handle}
      <Text size="sm" className="tabular" flex={1} miw={0}>
        {name}
      </Text>
      {isPrimary ? (
        <Badge>Primary</Badge>
      ) : (
        <Button size="compact-xs" variant="default" onClick={onPrimary} aria-label={`Make ${words} primary`}>
          Make primary
        </Button>
      )}
      <ActionIcon variant="subtle" color="gray" aria-label={`Remove ${words}`} onClick={onRemove}>
        <Icon name="close" size={16} />
      </ActionIcon>
    </Group>
  )
}

/** A number as people write it; for one that is left to us, what the plan would choose. */
function NumberName({ form, number, display }: { form: UserForm; number: string; display: (e164: string) => string }) {
  const chosen = form.plan?.chosen.numbers.find((one) => !form.draft.numbers.includes(one)) ?? ''
  const chosenDisplay = useFormattedNumber(chosen)
  if (number !== 'auto') return display(number)
  return chosen ? `${chosenDisplay} (chosen for you)` : 'One that is free, chosen while saving'
}

function FreeNumbers({ count }: { count: number }) {
  return (
    <>
      {count.toLocaleString()} free ·{' '}
      <AnchorLink to={paths.claimNumbers} target="_blank" size="xs">
        Claim more
      </AnchorLink>
    </>
  )
}

/** Remembers how numbers are written: one that is no longer free was in the list when it was chosen. */
function useDisplays(known: readonly { e164: string; display: string }[]): (e164: string) => string {
  const displays = useRef(new Map<string, string>())
  for (const { e164, display } of known) displays.current.set(e164, display)
  return (e164) => displays.current.get(e164) ?? e164
}

function useFreeNumbers(typed: string) {
  const [digits] = useDebouncedValue(typed.replace(/\D/g, ''), 150)
  const { data } = useQuery({
    ...answerOf(endpoints.listNumbers, {
      query: { state: 'available', limit: 50, ...(digits ? { pattern: digits } : {}) },
    }),
    placeholderData: keepPreviousData,
  })
  return { items: data?.items ?? [], count: data?.counts.available ?? 0 }
}
