import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Icon } from '../ui/console-icons.tsx'

/** Searches as you type; the address follows. */
export function SearchBox({ value, label, placeholder }: { value: string; label: string; placeholder: string }) {
  const navigate = useNavigate()
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  const search = useDebouncedCallback((q: string) => {
    void navigate({ to: '.', search: (old) => ({ ...old, q: q || undefined }), replace: true })
  }, 200)
  const type = (next: string) => {
    setText(next)
    search(next)
  }
  return (
    <TextInput
      type="search"
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
