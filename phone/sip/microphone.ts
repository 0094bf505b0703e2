/** Why there is no microphone, for people: what is wrong and what to do. */
export interface MicrophoneProblem {
  readonly sentence: string
  readonly advice: string
}

/** An open microphone, or why not. */
export type MicrophoneAnswer =
  | { readonly stream: MediaStream; readonly problem: null }
  | { readonly stream: null; readonly problem: MicrophoneProblem }

/** Asks for the microphone; takes any other when the chosen one is gone. */
export async function openMicrophone(deviceId: string | null): Promise<MicrophoneAnswer> {
  // Browsers hide microphones from pages that did not come over HTTPS, except on this machine.
  if (!window.isSecureContext || !navigator.mediaDevices) return { stream: null, problem: insecurePage }
  try {
    return { stream: await ask(deviceId), problem: null }
  } catch (error) {
    const isGone = error instanceof DOMException && /OverconstrainedError|NotFoundError/.test(error.name)
    if (deviceId !== null && isGone) return openMicrophone(null)
    return { stream: null, problem: explainMicrophoneError(error) }
  }
}

/** Lets go of a microphone, so that the browser's recording sign goes out. */
export function closeMicrophone(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

/** What an error of `getUserMedia` means, and what to do about it. */
export function explainMicrophoneError(error: unknown): MicrophoneProblem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  return microphoneProblems[name] ?? unknownProblem
}

function ask(deviceId: string | null): Promise<MediaStream> {
  const sound = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
  const audio = deviceId === null ? sound : { ...sound, deviceId: { exact: deviceId } }
  return navigator.mediaDevices.getUserMedia({ audio, video: false })
}

const insecurePage: MicrophoneProblem = {
  sentence: 'This page came over an unprotected connection, so the browser keeps the microphone away from it.',
  advice: 'Open Offhook by its https address.',
}
const notAllowed: MicrophoneProblem = {
  sentence: 'The browser does not let this page use the microphone.',
  advice: 'Press the sign beside the address, allow the microphone, then try again.',
}
const notFound: MicrophoneProblem = {
  sentence: 'No microphone was found.',
  advice: 'Plug in a headset or microphone, then try again.',
}
const inUse: MicrophoneProblem = {
  sentence: 'The microphone does not start. Another program may be using it.',
  advice: 'Close other programs that use the microphone, or choose another one in Settings.',
}
const unknownProblem: MicrophoneProblem = {
  sentence: 'The microphone could not be opened.',
  advice: 'Choose another microphone in Settings, or restart the browser.',
}

const microphoneProblems: Record<string, MicrophoneProblem | undefined> = {
  NotAllowedError: notAllowed,
  SecurityError: notAllowed,
  NotFoundError: notFound,
  OverconstrainedError: notFound,
  NotReadableError: inUse,
  AbortError: inUse,
}
