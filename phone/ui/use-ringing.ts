import { useEffect } from 'react'
import { type Call, ringingCall } from '../call/call-list.ts'
import { isTalking } from '../call/call-state.ts'
import { nameOf } from '../call/call-words.ts'
import { notifyOfCall } from './notify.ts'
import { tones } from './tones.ts'

const flashMs = 1_000

/** Makes a call heard and seen: ringing, ringback, the title of the page, and a notification where the page is out of sight. */
export function useRinging(calls: readonly Call[]): void {
  const ringing = ringingCall(calls)
  const isRinging = ringing?.state.phase === 'ringingIn' && !ringing.state.isAnswering
  const isTalkingToo = calls.some(({ state }) => isTalking(state))
  const isRingingThere = calls.some(({ state }) => state.phase === 'ringingOut')
  const caller = isRinging ? nameOf(ringing.state.peer) : null

  useEffect(() => {
    if (caller === null) return
    return isTalkingToo ? tones.startWaiting() : tones.startRinging()
  }, [caller, isTalkingToo])

  useEffect(() => (isRingingThere ? tones.startRingback() : undefined), [isRingingThere])

  useEffect(() => (caller === null ? undefined : flashTitle(`☎ ${caller} is calling`)), [caller])

  useEffect(() => (caller === null ? undefined : notifyOfCall(caller)), [caller])
}

function flashTitle(text: string): () => void {
  const usual = document.title
  document.title = text
  const timer = setInterval(() => {
    document.title = document.title === text ? usual : text
  }, flashMs)
  return () => {
    clearInterval(timer)
    document.title = usual
  }
}
