import type { LineState } from './phone-port.ts'

/** Short interruptions stay "Connecting…" this long before they are called offline. */
export const patienceMs = 4_000

/** Tells how the line stands, without alarm over what mends itself in a moment. */
export interface LineReport {
  current(): LineState['kind']
  set(line: LineState): void
  /** Says "Connecting…", unless it was said to be offline and still is. */
  connecting(): void
  /** Says why it is offline: at once where that `isCertain`, else after some patience from the first sign. */
  offline(reason: string, advice: string | null, isCertain: boolean): void
  /** Forgets what it was about to say. */
  hush(): void
}

export function createLineReport(tell: (line: LineState) => void): LineReport {
  let line: LineState = { kind: 'connecting' }
  let excuse: LineState = line
  let patience: ReturnType<typeof setTimeout> | undefined

  function hush(): void {
    clearTimeout(patience)
    patience = undefined
  }

  function set(next: LineState): void {
    hush()
    line = next
    tell(next)
  }

  return {
    current: () => line.kind,
    set,
    hush,
    connecting() {
      if (line.kind !== 'offline' && patience === undefined) set({ kind: 'connecting' })
    },
    offline(reason, advice, isCertain) {
      excuse = { kind: 'offline', reason, advice }
      if (line.kind === 'offline' || isCertain) return set(excuse)
      if (patience !== undefined) return
      set({ kind: 'connecting' })
      patience = setTimeout(() => set(excuse), patienceMs)
    },
  }
}
