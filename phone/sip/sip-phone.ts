import type { RTCSession } from 'jssip/lib/RTCSession'
import type { IncomingRTCSessionEvent } from 'jssip/lib/UA'
import { type CallEnd, hungUpByMe, lostServer } from '../call/call-end.ts'
import { maximumCalls } from '../call/call-list.ts'
import type { CallEvent, Peer } from '../call/call-state.ts'
import { callerOf } from './caller-identity.ts'
import { closeMicrophone, type MicrophoneProblem, openMicrophone } from './microphone.ts'
import type { Phone, PhoneEvent, SoundDevices } from './phone-port.ts'
import { type SipCall, watchSession } from './sip-call.ts'
import { SipLine } from './sip-line.ts'

/** A call here: without `sip` it still waits for the microphone. */
interface LiveCall {
  readonly id: string
  session: RTCSession | null
  sip: SipCall | null
}

/** The web phone on JsSIP. */
export function createSipPhone(devices: SoundDevices): Phone {
  const calls = new Map<string, LiveCall>()
  const listeners = new Set<(event: PhoneEvent) => void>()
  let lastId = 0

  const emit = (event: PhoneEvent) => {
    for (const listener of listeners) listener(event)
  }
  const tell = (id: string, event: CallEvent) => {
    if (event.kind === 'ended') calls.delete(id)
    emit({ kind: 'call', id, event })
  }
  const line = new SipLine({
    line: (state) => emit({ kind: 'line', line: state }),
    incoming: ring,
    restored: () => eachSip((sip) => sip.mend()),
  })

  function begin(event: CallEvent): LiveCall {
    const call: LiveCall = { id: String(++lastId), session: null, sip: null }
    calls.set(call.id, call)
    tell(call.id, event)
    return call
  }

  function ring({ session, request }: IncomingRTCSessionEvent): void {
    if (calls.size >= maximumCalls) session.terminate({ status_code: 486 })
    else join(begin({ kind: 'offered', peer: callerOf(request), at: Date.now() }), session)
  }

  function join(call: LiveCall, session: RTCSession): void {
    call.session = session
    call.sip = watchSession(session, devices.speakerId, (event) => tell(call.id, event))
  }

  function eachSip(visit: (sip: SipCall) => void, except?: string): void {
    for (const { id, sip } of calls.values()) if (sip && id !== except) visit(sip)
  }

  async function invite(call: LiveCall, number: string): Promise<void> {
    const { stream, problem } = await openMicrophone(devices.microphoneId)
    if (!calls.has(call.id)) return closeMicrophone(stream)
    if (problem) return tell(call.id, { kind: 'ended', end: endWithout(problem), at: Date.now() })
    const session = line.invite(number, stream)
    if (!session) {
      closeMicrophone(stream)
      return tell(call.id, { kind: 'ended', end: lostServer, at: Date.now() })
    }
    eachSip((sip) => sip.makeRoom())
    join(call, session)
    call.sip?.setMicrophone(stream)
  }

  async function answer(call: LiveCall): Promise<void> {
    tell(call.id, { kind: 'answering' })
    const { stream, problem } = await openMicrophone(devices.microphoneId)
    if (!calls.has(call.id) || !call.session?.isInProgress()) return closeMicrophone(stream)
    if (problem) return tell(call.id, { kind: 'answerFailed', problem: endWithout(problem) })
    eachSip((sip) => sip.makeRoom(), call.id)
    call.sip?.setMicrophone(stream)
    call.session.answer({ mediaStream: stream, pcConfig: { iceServers: [] } })
  }

  function hangUp(id: string): void {
    const call = calls.get(id)
    if (call?.sip) call.sip.end()
    else if (call) tell(id, { kind: 'ended', end: hungUpByMe, at: Date.now() })
  }

  return {
    start: () => line.start(),
    stop() {
      for (const id of [...calls.keys()]) hangUp(id)
      line.stop()
    },
    takeOver: () => line.takeOver(),
    retry: () => line.retry(),
    confirm: () => line.confirm(),
    call(number, peer: Peer) {
      const call = begin({ kind: 'dialed', peer, at: Date.now() })
      void invite(call, number)
      return call.id
    },
    answer(id) {
      const call = calls.get(id)
      if (call?.session?.direction === 'incoming') void answer(call)
    },
    decline(id) {
      const session = calls.get(id)?.session
      if (session?.isInProgress()) session.terminate({ status_code: 603, reason_phrase: 'Decline' })
    },
    hangUp,
    setMuted: (id, isMuted) => calls.get(id)?.sip?.setMuted(isMuted),
    setHeld(id, isHeld) {
      if (!line.isConnected()) return
      if (!isHeld) eachSip((sip) => sip.makeRoom(), id)
      calls.get(id)?.sip?.setHeld(isHeld)
    },
    sendDigit: (id, digit) => calls.get(id)?.sip?.sendDigit(digit),
    chooseDevices(next) {
      const hasNewMicrophone = next.microphoneId !== devices.microphoneId
      devices = next
      eachSip((sip) => {
        sip.setSpeaker(next.speakerId)
        if (hasNewMicrophone) void changeMicrophone(sip, next.microphoneId)
      })
    },
    onEvent(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

async function changeMicrophone(sip: SipCall, microphoneId: string | null): Promise<void> {
  const { stream } = await openMicrophone(microphoneId)
  if (stream) sip.setMicrophone(stream)
}

function endWithout({ sentence, advice }: MicrophoneProblem): CallEnd {
  return { kind: 'problem', sentence, advice }
}
