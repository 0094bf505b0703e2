import { ActionIcon, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { endpoints } from '../../contract/api/endpoints.ts'
import { answerOf } from '../../web/answers.ts'
import { dialString } from '../call/dial-string.ts'
import { Matches } from './matches.tsx'
import { PhoneIcon } from './phone-icons.tsx'

interface NumberFieldProps {
  text: string
  onText: (text: string) => void
  /** Dials a number, under the name it was found by. */
  onDial: (number: string, name: string | null) => void
  myUserId: string
}

/** One field for a name or a number. Enter dials the number, or the one person found; arrow down walks the people found. */
export function NumberField({ text, onText, onDial, myUserId }: NumberFieldProps) {
  const [asked] = useDebouncedValue(text.trim(), 120)
  const isNumber = dialString(text) !== null
  const { data, isFetching } = useQuery({
    ...answerOf(endpoints.searchDirectory, { query: { query: asked, limit: 8 } }),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  })
  const found = text.trim() === '' ? [] : (data?.items ?? []).filter(({ userId }) => userId !== myUserId)
  const list = useRef<HTMLUListElement>(null)
  const field = useRef<HTMLInputElement>(null)
  // A phone on the desk is typed at without looking for the field; on a touch screen a keyboard would cover the keys.
  useEffect(() => {
    if (matchMedia('(pointer: fine)').matches) field.current?.focus()
  }, [])

  const dialBest = () => {
    const number = dialString(text)
    const best = number
      ? found.find(({ extension, number: e164 }) => extension === number || e164 === number)
      : found[0]
    const known = best && (best.extension ?? best.number)
    if (number) onDial(number, best?.name ?? null)
    else if (best && known && (found.length === 1 || best.name.toLowerCase() === text.trim().toLowerCase()))
      onDial(known, best.name)
    else focusFirst()
  }
  const focusFirst = () => list.current?.querySelector('button')?.focus()
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') dialBest()
    else if (event.key === 'ArrowDown') focusFirst()
    else if (event.key === 'Escape' && text) onText('')
    else return
    event.preventDefault()
  }

  return (
    <div>
      <TextInput
        ref={field}
        size="lg"
        aria-label="Name or number"
        placeholder="Name or number"
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        dir={isNumber ? 'ltr' : 'auto'}
        inputMode={isNumber ? 'tel' : 'search'}
        leftSection={<PhoneIcon name="search" size={18} />}
        rightSection={
          text && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label="Delete the last character"
              onClick={() => onText(Array.from(text).slice(0, -1).join(''))}
            >
              <PhoneIcon name="erase" />
            </ActionIcon>
          )
        }
      />
      {text.trim() !== '' && (
        <Matches
          ref={list}
          found={isNumber ? found.slice(0, 3) : found}
          isSearching={isFetching || asked !== text.trim()}
          isNumber={isNumber}
          text={text.trim()}
          onChoose={(colleague) => {
            const number = colleague.extension ?? colleague.number
            if (number) onDial(number, colleague.name)
          }}
          onLeave={() => field.current?.focus()}
        />
      )}
    </div>
  )
}
