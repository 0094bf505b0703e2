import { Button, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { type Call, callAside } from '../call/call-list.ts'
import { type CallState, isHeldByMe, isTalking } from '../call/call-state.ts'
import { nameOf, sentenceOf } from '../call/call-words.ts'
import { CallTimer } from './call-timer.tsx'
import { DialPad } from './dial-pad.tsx'
import { PeerCard } from './peer-card.tsx'
import classes from './phone.module.css'
import { usePhone, usePhoneState } from './phone-context.tsx'
import { PhoneIcon } from './phone-icons.tsx'
import { RoundButton } from './round-button.tsx'

/** The call I am in: who, how long, and what I can do. */
export function ActiveCall({ call }: { call: Call }) {
  const phone = usePhone()
  const { calls, line } = usePhoneState()
  const [isTyping, setTyping] = useState(false)
  const { id, state } = call
  const aside = callAside(calls)
  const hangUp = useRef<HTMLButtonElement>(null)
  // What had the focus, Answer or Call, is gone from the page: the keyboard must not be left nowhere.
  useEffect(() => {
    if (document.activeElement === document.body || !document.activeElement) hangUp.current?.focus()
  }, [])

  return (
    <section
      aria-label={`Call with ${nameOf(state.peer)}`}
      data-phase={state.phase}
      data-compact={isTyping || undefined}
    >
      {aside && <HeldAside call={aside} />}
      <PeerCard peer={state.peer} size={isTyping ? 56 : 96}>
        <Text c="dimmed">
          {isTalking(state) && (
            <>
              <CallTimer since={state.connectedAt} /> ·{' '}
            </>
          )}
          {sentenceOf(state)}
        </Text>
      </PeerCard>
      {isTalking(state) && (
        <Controls call={call} isTyping={isTyping} onTyping={setTyping} isOnline={line.kind === 'ready'} />
      )}
      {isTalking(state) && isTyping && <SentDigits onDigit={(digit) => phone.sendDigit(id, digit)} />}
      <div className={classes.callRow} style={{ marginTop: 24 }}>
        <RoundButton
          ref={hangUp}
          tone="stop"
          label={isTalking(state) ? 'Hang up' : 'Cancel'}
          isNamed
          onPress={() => phone.hangUp(id)}
        >
          <PhoneIcon name="hangUp" size={30} />
        </RoundButton>
      </div>
    </section>
  )
}

interface ControlsProps {
  call: Call
  isTyping: boolean
  onTyping: (isTyping: boolean) => void
  isOnline: boolean
}

function Controls({ call: { id, state }, isTyping, onTyping, isOnline }: ControlsProps) {
  const phone = usePhone()
  const isMuted = isTalking(state) && state.isMuted
  const isHeld = isHeldByMe(state)
  return (
    <div className={classes.controls}>
      <RoundButton tone="plain" label="Mute" isNamed isPressed={isMuted} onPress={() => phone.setMuted(id, !isMuted)}>
        <PhoneIcon name={isMuted ? 'microphoneOff' : 'microphone'} size={26} />
      </RoundButton>
      <RoundButton tone="plain" label="Keypad" isNamed isPressed={isTyping} onPress={() => onTyping(!isTyping)}>
        <PhoneIcon name="keypad" size={26} />
      </RoundButton>
      <RoundButton
        tone="plain"
        label={isHeld ? 'Resume' : 'Hold'}
        isNamed
        isPressed={isHeld}
        isLabelChanging
        why={isOnline ? null : 'The phone system must be reachable to hold or resume.'}
        onPress={() => phone.setHeld(id, !isHeld)}
      >
        <PhoneIcon name={isHeld ? 'play' : 'pause'} size={26} />
      </RoundButton>
    </div>
  )
}

/** The keys that are heard at the other end, and what was typed. */
function SentDigits({ onDigit }: { onDigit: (digit: string) => void }) {
  const [typed, setTyped] = useState('')
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.querySelector('button')?.focus(), [])
  return (
    <div ref={box}>
      <Text ta="center" ff="monospace" h={24} aria-label="Digits sent" role="status">
        {typed.slice(-20)}
      </Text>
      <DialPad
        label="Keypad of this call"
        onKey={(digit) => {
          setTyped((before) => before + digit)
          onDigit(digit)
        }}
      />
    </div>
  )
}

/** The other call, on hold meanwhile. */
function HeldAside({ call }: { call: Call & { state: CallState } }) {
  const phone = usePhone()
  return (
    <div className={classes.aside}>
      <Text size="sm" truncate>
        <bdi>{nameOf(call.state.peer)}</bdi> is on hold
      </Text>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<PhoneIcon name="swap" size={16} />}
        onClick={() => phone.setHeld(call.id, false)}
      >
        Swap
      </Button>
    </div>
  )
}
