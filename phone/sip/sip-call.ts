import type { EndEvent, IncomingEvent, OutgoingEvent, RTCSession } from 'jssip/lib/RTCSession'
import {
  type CallEnd,
  declinedByMe,
  endOfByeFromThem,
  endOfCancelledCall,
  endOfRefusedCall,
  hungUpByMe,
  lostServer,
  lostSound,
  notForWebPhones,
} from '../call/call-end.ts'
import type { CallEvent } from '../call/call-state.ts'
import { assertedPeerOf, type HeaderSource, reasonOf } from './caller-identity.ts'
import { closeMicrophone } from './microphone.ts'
import { createRemoteAudio } from './remote-audio.ts'

/** Host candidates come within milliseconds; a slow network card is not waited for. */
const gatherMs = 250

/** One SIP session as a call: its events in our words, its sound, and the commands a person gives. */
export interface SipCall {
  /** Gives the microphone that `answer` and `mute` work with. */
  readonly setMicrophone: (stream: MediaStream) => void
  readonly setSpeaker: (deviceId: string | null) => void
  readonly end: () => void
  readonly setMuted: (isMuted: boolean) => void
  readonly setHeld: (isHeld: boolean) => void
  /** Steps back for another call: goes on hold, or ends when I was still calling. */
  readonly makeRoom: () => void
  readonly sendDigit: (digit: string) => void
  /** Finds a new way for the sound after the network changed. */
  readonly mend: () => void
}

/** Listens to a JsSIP session and tells what happens to it. */
export function watchSession(session: RTCSession, speakerId: string | null, tell: (event: CallEvent) => void): SipCall {
  const sound = createRemoteAudio(speakerId)
  let microphone: MediaStream | null = null
  let gatherTimer: ReturnType<typeof setTimeout> | undefined

  const finish = (end: CallEnd) => {
    clearTimeout(gatherTimer)
    sound.close()
    closeMicrophone(microphone)
    tell({ kind: 'ended', end, at: Date.now() })
  }
  // A number that was dialed gets the name of the person it reached.
  const tellPeer = (event: Answer) => {
    const peer = event.originator === 'remote' && 'response' in event ? assertedPeerOf(event.response) : null
    if (peer) tell({ kind: 'peerKnown', peer })
  }
  const watchConnection = (connection: RTCPeerConnection) =>
    connection.addEventListener('track', ({ track, streams }) => sound.play(streams[0] ?? new MediaStream([track])))

  if (session.connection) watchConnection(session.connection)
  session.on('peerconnection', ({ peerconnection }) => watchConnection(peerconnection))
  session.on('icecandidate', ({ ready }) => {
    gatherTimer ??= setTimeout(ready, gatherMs)
  })
  session.on('sdp', () => {
    clearTimeout(gatherTimer)
    gatherTimer = undefined
  })
  session.on('progress', (event: Answer) => {
    if (event.originator !== 'remote') return
    tell({ kind: 'remoteRinging' })
    tellPeer(event)
  })
  session.on('accepted', tellPeer)
  session.on('confirmed', () => tell({ kind: 'connected', at: Date.now() }))
  session.on('muted', () => tell({ kind: 'muted', isMuted: true }))
  session.on('unmuted', () => tell({ kind: 'muted', isMuted: false }))
  session.on('hold', ({ originator }) => tell({ kind: 'held', by: byWhom(originator), isHeld: true }))
  session.on('unhold', ({ originator }) => tell({ kind: 'held', by: byWhom(originator), isHeld: false }))
  session.on('failed', (event) => finish(endOfFailure(session, event)))
  session.on('ended', (event) => finish(endOfTalk(event)))

  return {
    setMicrophone(stream) {
      const old = microphone
      microphone = stream
      const track = stream.getAudioTracks()[0]
      const sender = session.connection?.getSenders().find((each) => each.track?.kind === 'audio')
      if (!track || !sender) return
      track.enabled = sender.track?.enabled ?? true
      void sender.replaceTrack(track).then(() => old !== stream && closeMicrophone(old))
    },
    setSpeaker: sound.setSpeaker,
    end() {
      if (!session.isEnded()) session.terminate()
    },
    setMuted(isMuted) {
      if (session.isEnded()) return
      if (isMuted) session.mute({ audio: true })
      else session.unmute({ audio: true })
    },
    setHeld(isHeld) {
      if (isHeld) session.hold()
      else session.unhold()
    },
    makeRoom() {
      if (session.isEstablished()) session.hold()
      else if (session.direction === 'outgoing' && !session.isEnded()) session.terminate()
    },
    sendDigit: (digit) => sendDigit(session, digit),
    mend() {
      const state = session.connection?.iceConnectionState
      if (session.isEstablished() && (state === 'disconnected' || state === 'failed')) {
        session.renegotiate({ rtcOfferConstraints: { iceRestart: true } })
      }
    },
  }
}

type Answer = IncomingEvent | OutgoingEvent

function byWhom(originator: string): 'me' | 'them' {
  return originator === 'local' ? 'me' : 'them'
}

/** RFC 4733 in the sound where the other end takes it, else a SIP INFO. */
function sendDigit(session: RTCSession, digit: string): void {
  if (!session.isEstablished()) return
  const sender = session.connection?.getSenders().find(({ dtmf }) => dtmf?.canInsertDTMF)?.dtmf
  // The buffer holds what was typed faster than it can be heard: 100 ms a tone, 70 ms between.
  if (sender) sender.insertDTMF(sender.toneBuffer + digit, 100, 70)
  else session.sendDTMF(digit, { duration: 160 })
}

/** The end of a call that never connected. */
function endOfFailure(session: RTCSession, event: EndEvent): CallEnd {
  const isIncoming = session.direction === 'incoming'
  // The browser could not read the other end's description of its sound: a phone without DTLS-SRTP.
  if (event.cause === 'WebRTC Error' || event.cause === 'Bad Media Description') {
    return isIncoming ? notForWebPhones : endOfRefusedCall({ status: 488, text: null })
  }
  if (event.originator === 'local') return isIncoming ? declinedByMe : hungUpByMe
  if (event.cause === 'Connection Error') return lostServer
  if (event.cause === 'RTP Timeout') return lostSound
  const reason = reasonIn(event.message)
  if (isIncoming) return endOfCancelledCall(reason)
  return endOfRefusedCall({ ...reason, status: statusOf(event.message) ?? reason.status })
}

/** The end of a call that was connected. */
function endOfTalk(event: EndEvent): CallEnd {
  if (event.cause === 'RTP Timeout') return lostSound
  if (event.originator === 'local') return hungUpByMe
  if (event.cause !== 'Terminated') return lostServer
  return endOfByeFromThem(reasonIn(event.message))
}

/** JsSIP hands over a message, nothing, or now and then the text of an error. */
function reasonIn(message: HeaderSource | string | null): { status: number | null; text: string | null } {
  return message && typeof message !== 'string' ? reasonOf(message) : { status: null, text: null }
}

function statusOf(message: EndEvent['message'] | string | null): number | null {
  return message && typeof message !== 'string' && 'status_code' in message ? message.status_code : null
}
