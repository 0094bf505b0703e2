import { reservedExtensions } from '../../contract/extension-number.ts'

/** Extensions of one length, first to last, and why nobody gets one of them. */
export interface BlockedRange {
  readonly from: number
  readonly to: number
}

/** The span that is asked about: two extensions of the same length. */
export interface ExtensionSpan {
  readonly from: string
  readonly to: string
}

/**
 * What of a span is never given out: reserved by the system or the company, or too close to an emergency number. Sorted, and no two
 * overlap or touch; a range of 90 million costs no more than one of ten.
 */
export function blockedRanges(
  span: ExtensionSpan,
  emergencyNumbers: Iterable<string>,
  reserved: readonly ExtensionSpan[],
): BlockedRange[] {
  const { length } = span.from
  const all = [
    ...[...emergencyNumbers].map((help) => spanNearEmergency(help, length)),
    ...reservedExtensions.map((number) => ({ from: number, to: number })),
    ...reserved,
  ]
  const clipped = all
    .filter((one) => one.from.length === length && one.to >= span.from && one.from <= span.to)
    .map((one) => ({ from: Math.max(+one.from, +span.from), to: Math.min(+one.to, +span.to) }))
    .sort((a, b) => a.from - b.from)
  const merged: { from: number; to: number }[] = []
  for (const one of clipped) {
    const last = merged.at(-1)
    if (last && one.from <= last.to + 1) last.to = Math.max(last.to, one.to)
    else merged.push({ ...one })
  }
  return merged
}

/** All extensions of this length that begin with the emergency number, or that the emergency number begins with. */
export function spanNearEmergency(help: string, length: number): ExtensionSpan {
  const start = help.slice(0, length)
  return { from: start.padEnd(length, '0'), to: start.padEnd(length, '9') }
}

/** The first `count` extensions of a span that are neither blocked nor among those that somebody has. */
export function firstFree(
  span: ExtensionSpan,
  count: number,
  isTaken: (number: string) => boolean,
  blocked: readonly BlockedRange[],
): string[] {
  const found: string[] = []
  let at = 0
  for (let n = +span.from; n <= +span.to && found.length < count; n++) {
    while ((blocked[at]?.to ?? Number.POSITIVE_INFINITY) < n) at += 1
    const here = blocked[at]
    if (here && here.from <= n) n = here.to
    else if (!isTaken(String(n))) found.push(String(n))
  }
  return found
}
