import { Alert, Text } from '@mantine/core'
import { type MouseEvent, useEffect, useId, useRef, useState } from 'react'
import { type Call, liveCalls } from '../call/call-list.ts'
import { isHeldByMe, isTalking, type RingingIn } from '../call/call-state.ts'
import { sentenceOf } from '../call/call-words.ts'
import { PeerCard } from './peer-card.tsx'
import classes from './phone.module.css'
import { usePhone, usePhoneState } from './phone-context.tsx'
import { PhoneIcon } from './phone-icons.tsx'
import { RoundButton } from './round-button.tsx'
import { tones } from './tones.ts'

/** Somebody who types on as it begins to ring does not mean to answer. */
const ignoreKeysMs = 600

/** Who calls, and the two answers to it. The focus goes to Answer. */
export function IncomingCall({ id, state }: { id: string; state: RingingIn }) {
  const phone = usePhone()
  const { calls } = usePhoneState()
  const nameId = useId()
  const answer = useRef<HTMLButtonElement>(null)
  const [beganAt] = useState(Date.now)
  const isSecond = liveCalls(calls).some((call) => call.id !== id && isTalking(call.state) && !isHeldByMe(call.state))
  useEffect(() => {
    const before = document.activeElement
    answer.current?.focus()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  // `detail` is 0 when a key made the click.
  const unlessTyping = (press: () => void) => (event: MouseEvent) => {
    if (event.detail !== 0 || Date.now() - beganAt > ignoreKeysMs) press()
  }

  return (
    <section className={classes.incoming} role="alertdialog" aria-labelledby={nameId} aria-label="Incoming call">
      <PeerCard peer={state.peer} nameId={nameId}>
        <Text c="dimmed">{sentenceOf(state)}</Text>
      </PeerCard>
      <div>
        <Hints state={state} isSecond={isSecond} />
        <div className={classes.controls}>
          <RoundButton tone="stop" label="Decline" isNamed onPress={unlessTyping(() => phone.decline(id))}>
            <PhoneIcon name="hangUp" size={30} />
          </RoundButton>
          <RoundButton
            ref={answer}
            tone="go"
            label={isSecond ? 'Hold and answer' : 'Answer'}
            isNamed
            isRinging={!state.isAnswering}
            why={state.isAnswering ? 'The sound is being connected.' : null}
            onPress={unlessTyping(() => phone.answer(id))}
          >
            <PhoneIcon name="handset" size={28} />
          </RoundButton>
        </div>
      </div>
    </section>
  )
}

function Hints({ state: { problem }, isSecond }: { state: RingingIn; isSecond: boolean }) {
  const [isSilenced] = useState(tones.isSilenced)
  if (problem) {
    return (
      <Alert color="red" role="alert" mt="md" title={problem.sentence}>
        {problem.advice}
      </Alert>
    )
  }
  if (!isSilenced || isSecond) return null
  return (
    <Text size="sm" c="dimmed" ta="center" mt="md">
      The browser keeps the ringing silent until you have clicked in this page once.
    </Text>
  )
}

/** The call that rings, where there is one. */
export function ringingStateOf(call: Call | undefined): RingingIn | null {
  return call?.state.phase === 'ringingIn' ? call.state : null
}
