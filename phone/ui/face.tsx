import type { Peer } from '../call/call-state.ts'
import classes from './phone.module.css'
import { PhoneIcon } from './phone-icons.tsx'

/** The initials of a name in any script: one letter of each of two words, or the first two of a name without spaces. */
function initialsOf(name: string): string {
  const words = name.split(/[\s·–-]+/).filter((word) => /^\p{L}/u.test(word))
  const [first = '', last = ''] = [words[0], words.length > 1 ? words.at(-1) : '']
  return (firstLetter(first) + firstLetter(last)).toLocaleUpperCase()
}

/** A round stand-in for a picture. */
export function Face({ peer, size }: { peer: Peer; size: number }) {
  const initials = initialsOf(peer.name ?? '')
  return (
    <span className={classes.face} style={{ width: size, height: size, fontSize: size * 0.36 }} aria-hidden="true">
      {initials || <PhoneIcon name="handset" size={size * 0.45} />}
    </span>
  )
}

function firstLetter(word: string): string {
  return word.match(/^\p{L}\p{M}*/u)?.[0] ?? ''
}
