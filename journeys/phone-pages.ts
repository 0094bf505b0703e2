import type { Browser, BrowserContext, Page } from 'playwright-core'
import { chromium } from 'playwright-core'

/** What Chromium needs to hold calls by itself: a beeping microphone, nobody to ask, and addresses of this machine. */
const withMicrophone: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--allow-loopback-in-peer-connection',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-features=WebRtcHideLocalIpsWithMdns',
]

/** Starts Debian's Chromium, with a microphone that beeps unless told otherwise. */
export function launchChromium(chromiumArguments = withMicrophone): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [...chromiumArguments],
  })
}

/** What one side of the newest call heard and said so far, from `getStats`. */
export interface HeardAndSaid {
  readonly bytesReceived: number
  readonly bytesSent: number
  readonly packetsLost: number
  /** Energy of what was heard (W3C `totalAudioEnergy`): 0 is silence. */
  readonly energyHeard: number
  readonly levelHeard: number
  readonly codec: string
}

const nothing: HeardAndSaid = {
  bytesReceived: 0,
  bytesSent: 0,
  packetsLost: 0,
  energyHeard: 0,
  levelHeard: 0,
  codec: '',
}

/** A person's open web phone, driven through the screen as a person would. */
export interface PhonePage {
  readonly page: Page
  /** Resolves once the status line says Ready. */
  ready(): Promise<void>
  /** Types the number into the field and presses Call. */
  dial(number: string): Promise<void>
  /** Waits until it rings, checks who calls, and presses Answer. */
  answer(callerName?: string | RegExp): Promise<void>
  decline(): Promise<void>
  press(button: 'Mute' | 'Hold' | 'Resume' | 'Keypad' | 'Hang up' | 'Cancel'): Promise<void>
  /** Resolves once the screen says so. */
  says(text: string | RegExp): Promise<void>
  /** Resolves once a call is in this phase. */
  inPhase(phase: 'dialing' | 'ringingOut' | 'connected' | 'held' | 'ended'): Promise<void>
  /** Resolves once the screen shows the keypad again. */
  idle(): Promise<void>
  sound(): Promise<HeardAndSaid>
  /** Sound over a while: what was added to each figure. */
  soundDuring(milliseconds: number): Promise<HeardAndSaid>
}

/** Opens `/phone` in a context that is signed in already. Call before anything else of this context needs RTCPeerConnection. */
export async function openPhone(context: BrowserContext, origin: string): Promise<PhonePage> {
  const page = await context.newPage()
  await page.addInitScript(rememberConnections)
  await page.goto(`${origin}/phone`)
  return phonePage(page)
}

/** The helper for a page that shows the phone already. Without `rememberConnections` in it, `sound` finds nothing. */
export function phonePage(page: Page): PhonePage {
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const incoming = page.getByRole('alertdialog')
  const sound = () => page.evaluate(readSound, nothing)
  return {
    page,
    ready: () => page.locator('[data-line="ready"]').waitFor(),
    async dial(number) {
      await page.getByRole('textbox', { name: 'Name or number' }).fill(number)
      await button(`Call ${number}`).click()
    },
    async answer(callerName) {
      await incoming.waitFor()
      if (callerName) await incoming.getByRole('heading', { name: callerName }).waitFor()
      await incoming.getByRole('button', { name: /answer$/i }).click()
    },
    async decline() {
      await incoming.getByRole('button', { name: 'Decline' }).click()
    },
    press: (name) => page.locator('[data-phase]').getByRole('button', { name, exact: true }).click(),
    says: (text) => page.getByText(text).first().waitFor(),
    inPhase: (phase) => page.locator(`[data-phase="${phase}"]`).waitFor(),
    idle: () => page.getByRole('textbox', { name: 'Name or number' }).waitFor(),
    sound,
    async soundDuring(milliseconds) {
      const before = await sound()
      await page.waitForTimeout(milliseconds)
      return difference(await sound(), before)
    },
  }
}

function difference(after: HeardAndSaid, before: HeardAndSaid): HeardAndSaid {
  return {
    ...after,
    bytesReceived: after.bytesReceived - before.bytesReceived,
    bytesSent: after.bytesSent - before.bytesSent,
    packetsLost: after.packetsLost - before.packetsLost,
    energyHeard: after.energyHeard - before.energyHeard,
  }
}

/** Runs in the page before its scripts: keeps each peer connection where `sound` finds it. The product has no test hook. */
export function rememberConnections(): void {
  const Original = window.RTCPeerConnection
  const kept: RTCPeerConnection[] = []
  Reflect.set(window, '__connections', kept)
  window.RTCPeerConnection = class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      kept.push(this)
    }
  }
}

/** Runs in the page: the figures of the newest connection that is open. */
async function readSound(silence: HeardAndSaid): Promise<HeardAndSaid> {
  const kept: RTCPeerConnection[] = Reflect.get(window, '__connections') ?? []
  const newest = kept.filter(({ connectionState }) => connectionState !== 'closed').at(-1)
  if (!newest) return silence
  const found: Record<string, number | string> = {}
  const report = await newest.getStats()
  for (const stat of report.values()) {
    if (stat.type === 'inbound-rtp' && stat.kind === 'audio') {
      found.bytesReceived = stat.bytesReceived
      found.packetsLost = stat.packetsLost
      found.energyHeard = stat.totalAudioEnergy ?? 0
      found.levelHeard = stat.audioLevel ?? 0
      found.codec = report.get(stat.codecId)?.mimeType ?? ''
    }
    if (stat.type === 'outbound-rtp' && stat.kind === 'audio') found.bytesSent = stat.bytesSent
  }
  return { ...silence, ...found }
}
