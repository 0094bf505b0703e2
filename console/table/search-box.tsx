import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { Icon } from '../ui/console-icons.tsx'

/** Searches as you type; the address follows. `/` leads here, the arrow down into the list. */
export function SearchBox({ value, label, placeholder }: { value: string; label: string; placeholder: string }) {
  const navigate = useNavigate()
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  const field = useRef<HTMLInputElement>(null)
  useHotkeys([['/', () => field.current?.focus()]])
  const search = useDebouncedCallback((q: string) => {
    void navigate({ to: '.', search: (old) => ({ ...old, q: q || undefined }), replace: true })
  }, 200)
  const type = (next: string) => {
    setText(next)
    search(next)
  }
  return (
    <TextInput
      ref={field}
      type="search"
      onKeyDown={(event) => {
        const first = event.key === 'ArrowDown' ? document.querySelector<HTMLElement>('[data-row-link]') : null
        if (!first) return
        event.preventDefault()
        first.focus()
      }}
      aria-label={label}
      placeholder={placeholder}
      leftSection={<Icon name="search" />}
      rightSection={text && <CloseButton size="sm" aria-label="Clear the search" onClick={() => type('')} />}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      flex="1 1 240px"
      maw={360}
      dir="auto"
    />
  )
}
