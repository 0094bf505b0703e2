import { Tooltip } from '@mantine/core'
import type { ReactNode, Ref } from 'react'
import classes from './phone.module.css'

interface RoundButtonProps {
  tone: 'go' | 'stop' | 'plain'
  /** What it does; shown below when `isNamed`. */
  label: string
  onPress: (event: React.MouseEvent) => void
  children: ReactNode
  /** Why it cannot be pressed now; a button never goes grey without saying so. */
  why?: string | null
  /** Switched on; said to screen readers, unless the label says it by changing. */
  isPressed?: boolean
  isLabelChanging?: boolean
  isNamed?: boolean
  isRinging?: boolean
  ref?: Ref<HTMLButtonElement>
}

/** A round button of the phone, large enough for a thumb. */
export function RoundButton({
  tone,
  label,
  onPress,
  children,
  why,
  isPressed,
  isLabelChanging,
  isNamed,
  isRinging,
  ref,
}: RoundButtonProps) {
  const button = (
    <button
      ref={ref}
      type="button"
      className={`${classes.round} ${isRinging ? classes.ring : ''}`}
      data-tone={tone}
      aria-label={label}
      aria-pressed={isLabelChanging ? undefined : isPressed}
      data-on={isPressed || undefined}
      aria-disabled={why ? true : undefined}
      style={why ? { opacity: 0.45, cursor: 'not-allowed' } : undefined}
      onClick={(event) => !why && onPress(event)}
    >
      {children}
    </button>
  )
  const explained = why ? <Tooltip label={why}>{button}</Tooltip> : button
  if (!isNamed) return explained
  return (
    <div className={classes.control}>
      {explained}
      <span aria-hidden="true">{label}</span>
    </div>
  )
}
