import { Text } from '@mantine/core'
import type { KeyboardEvent, Ref } from 'react'
import type { Colleague } from '../../contract/api/phone.ts'
import { Face } from './face.tsx'
import { PeerNumber } from './peer-number.tsx'
import classes from './phone.module.css'
import { PhoneIcon } from './phone-icons.tsx'
import { PresenceMark } from './presence-mark.tsx'

interface MatchesProps {
  ref: Ref<HTMLUListElement>
  found: readonly Colleague[]
  isSearching: boolean
  isNumber: boolean
  text: string
  onChoose: (colleague: Colleague) => void
  onLeave: () => void
}

/** The colleagues that a typed name or number finds; pressing one calls them. Arrow keys walk, up from the first goes back to the field. */
export function Matches({ ref, found, isSearching, isNumber, text, onChoose, onLeave }: MatchesProps) {
  if (found.length === 0) {
    if (isNumber || isSearching) return null
    return (
      <Text size="sm" c="dimmed" mt="sm" role="status">
        Nobody here is called “<bdi>{text}</bdi>”. Type a number to call someone else.
      </Text>
    )
  }
  return (
    <ul
      ref={ref}
      className={classes.list}
      style={{ marginTop: 8 }}
      aria-label="People found"
      onKeyDown={(event) => walk(event, onLeave)}
    >
      {found.map((colleague) => (
        <li key={colleague.userId}>
          <Match colleague={colleague} onChoose={onChoose} />
        </li>
      ))}
    </ul>
  )
}

function Match({ colleague, onChoose }: { colleague: Colleague; onChoose: (colleague: Colleague) => void }) {
  const number = colleague.extension ?? colleague.number
  return (
    <button type="button" className={classes.match} disabled={number === null} onClick={() => onChoose(colleague)}>
      <Face peer={{ name: colleague.name, number: '' }} size={36} />
      <span className={classes.rowText}>
        <span className={classes.rowName} style={{ display: 'block' }}>
          <bdi>{colleague.name}</bdi>
        </span>
        <span className={classes.rowMore}>
          {number ? <PeerNumber number={number} /> : 'no number'}
          <PresenceMark presence={colleague.presence} />
        </span>
      </span>
      {number && <PhoneIcon name="handset" />}
    </button>
  )
}

function walk(event: KeyboardEvent<HTMLUListElement>, onLeave: () => void): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp' && event.key !== 'Escape') return
  event.preventDefault()
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const at = document.activeElement instanceof HTMLButtonElement ? buttons.indexOf(document.activeElement) : -1
  const next = event.key === 'ArrowDown' ? Math.min(at + 1, buttons.length - 1) : at - 1
  if (event.key === 'Escape' || next < 0) onLeave()
  else buttons[next]?.focus()
}
