import {
  Button,
  Checkbox,
  CloseButton,
  Group,
  Popover,
  ScrollArea,
  SegmentedControl,
  Stack,
  TextInput,
} from '@mantine/core'
import { useRef, useState } from 'react'
import { readCondition, writeCondition } from '../../../contract/condition.ts'
import classes from './filters.module.css'

/** A value that a filter can be set to. */
export interface Choice {
  readonly value: string
  readonly label: string
}

interface FilterChipProps {
  label: string
  /** As the address spells it; empty while nothing is chosen yet. */
  value: string
  choices: readonly Choice[]
  /** Somebody has it or has not; there is nothing else to choose. */
  isPlain?: boolean
  /** “Who: Dana Reyes” instead of “Site is HQ”, where the label is a question. */
  isQuestion?: boolean
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
  /** With `undefined` the filter is taken away. */
  onChange: (value: string | undefined) => void
}

/** One condition: its words are a button that opens its values, with a cross that takes it away. */
export function FilterChip({
  label,
  value,
  choices,
  isPlain = false,
  isQuestion = false,
  isOpen,
  onOpen,
  onChange,
}: FilterChipProps) {
  const { is, isNot } = readCondition(value)
  const [isNegated, setNegated] = useState(value.startsWith('!'))
  const button = useRef<HTMLButtonElement>(null)
  const chosen = value === '' ? [] : (is ?? isNot ?? [])
  const change = (values: readonly string[], negated: boolean) => {
    setNegated(negated)
    if (values.length > 0) onChange(writeCondition(negated ? { isNot: [...values] } : { is: [...values] }))
    else onChange('')
  }
  const verb = isQuestion ? (isNegated ? ': not' : ':') : isNegated ? ' is not' : ' is'
  const words = isPlain ? hasWords(label, isNegated) : `${label}${verb} ${valueWords(chosen, choices)}`
  // Not Popover’s own way: a filter that was just added was opened by an item of a menu that is gone.
  const turn = (next: boolean) => {
    onOpen(next)
    if (!next) button.current?.focus()
  }
  return (
    <Popover opened={isOpen} onChange={turn} position="bottom-start" trapFocus withinPortal shadow="md">
      <Group gap={0} wrap="nowrap" className={classes.chip}>
        <Popover.Target>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            aria-expanded={isOpen}
            ref={button}
            onClick={() => turn(!isOpen)}
          >
            <span dir="auto" className={classes.words}>
              {words}
            </span>
          </Button>
        </Popover.Target>
        <CloseButton size={24} aria-label={`Remove the filter: ${words}`} onClick={() => onChange(undefined)} />
      </Group>
      <Popover.Dropdown aria-label={`Filter by ${label}`}>
        <Stack gap="xs" w={240}>
          <SegmentedControl
            fullWidth
            size="xs"
            data-autofocus
            aria-label={`${label}: is or is not`}
            data={
              isPlain
                ? [
                    { value: 'not', label: 'has one' },
                    { value: 'is', label: 'has none' },
                  ]
                : [
                    { value: 'is', label: 'is' },
                    { value: 'not', label: 'is not' },
                  ]
            }
            value={isNegated ? 'not' : 'is'}
            onChange={(next) => change(isPlain ? ['none'] : chosen, next === 'not')}
          />
          {!isPlain && (
            <Choices label={label} choices={choices} chosen={chosen} onChange={(values) => change(values, isNegated)} />
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

function Choices({
  label,
  choices,
  chosen,
  onChange,
}: {
  label: string
  choices: readonly Choice[]
  chosen: string[]
  onChange: (values: string[]) => void
}) {
  const [sought, setSought] = useState('')
  const shown = choices.filter((choice) => choice.label.toLowerCase().includes(sought.trim().toLowerCase()))
  return (
    <>
      {choices.length > 8 && (
        <TextInput
          size="xs"
          aria-label={`Search in ${label}`}
          placeholder="Search"
          value={sought}
          onChange={(event) => setSought(event.currentTarget.value)}
        />
      )}
      <ScrollArea.Autosize mah={260} type="auto">
        <Checkbox.Group aria-label={label} value={chosen} onChange={onChange}>
          <Stack gap={8} p={2}>
            {shown.map((choice) => (
              <Checkbox
                key={choice.value}
                size="sm"
                value={choice.value}
                label={<span dir="auto">{choice.label}</span>}
              />
            ))}
          </Stack>
        </Checkbox.Group>
      </ScrollArea.Autosize>
    </>
  )
}

function hasWords(label: string, isNegated: boolean): string {
  return isNegated ? `Has ${article(label)} ${label.toLowerCase()}` : `Has no ${label.toLowerCase()}`
}

function valueWords(chosen: readonly string[], choices: readonly Choice[]): string {
  const names = chosen.map((value) => choices.find((choice) => choice.value === value)?.label ?? '…')
  if (names.length === 0) return '…'
  return `${names.slice(0, 2).join(' or ')}${names.length > 2 ? ` or ${names.length - 2} more` : ''}`
}

function article(noun: string): string {
  return /^[aeiou]/i.test(noun) ? 'an' : 'a'
}
