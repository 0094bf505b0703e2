import type { KeyboardEvent } from 'react'
import { isDialKey } from '../call/dial-string.ts'
import classes from './phone.module.css'
import { tones } from './tones.ts'

const keys = [
  ['1', ''],
  ['2', 'abc'],
  ['3', 'def'],
  ['4', 'ghi'],
  ['5', 'jkl'],
  ['6', 'mno'],
  ['7', 'pqrs'],
  ['8', 'tuv'],
  ['9', 'wxyz'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
] as const

const names: Record<string, string | undefined> = { '*': 'star', '#': 'hash' }

interface DialPadProps {
  label: string
  onKey: (key: string) => void
  /** Dialing offers + on a long press of 0; digits sent into a call do not. */
  hasPlus?: boolean
}

/** Twelve keys, each sounding as it is pressed; typing works wherever the focus is inside. */
export function DialPad({ label, onKey, hasPlus = false }: DialPadProps) {
  const press = (key: string) => {
    tones.playKey(key)
    onKey(key)
  }
  const type = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !isDialKey(event.key)) return
    if (event.key === '+' && !hasPlus) return
    event.preventDefault()
    press(event.key)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a legend and borders of its own
    <div className={classes.pad} role="group" aria-label={label} onKeyDown={type}>
      {keys.map(([digit, letters]) => (
        <button
          key={digit}
          type="button"
          className={classes.key}
          aria-label={names[digit]}
          onClick={() => press(digit)}
          onContextMenu={(event) => {
            // A long press on a touch screen asks for the context menu.
            if (digit !== '0' || !hasPlus) return
            event.preventDefault()
            onKey('+')
          }}
        >
          <span className={classes.digit}>{digit}</span>
          <span className={classes.letters}>{digit === '0' && !hasPlus ? '' : letters}</span>
        </button>
      ))}
    </div>
  )
}
