import { ExtensionNumber, isNearEmergencyNumber, systemExtensions } from '../../../contract/extension-number.ts'
import type { Problem, ProblemCode } from '../../../contract/problems.ts'
import { problemAt } from '../../problem-error.ts'
import type { Draft } from '../draft.ts'
import { endOf } from '../extension-ends.ts'
import type { Snapshot } from '../intent.ts'
import type { Taken } from '../taken.ts'
import { rangeOf } from '../wish.ts'

/** The extension that was asked for must be free and safe to dial; `auto` takes one of the site's range, as the site wishes. */
export function settleExtension(draft: Draft, snapshot: Snapshot, taken: Taken): void {
  if (draft.kind === 'delete') return
  if (draft.spec.extension === 'auto' && !draft.record.extension) chooseExtension(draft, snapshot, taken)
  else checkExtension(draft, snapshot, taken)
}

function checkExtension(draft: Draft, snapshot: Snapshot, taken: Taken): void {
  const { extension } = draft.record
  if (!extension) return
  const before = draft.facts?.record
  if (extension !== before?.extension) {
    const refusal = whyNot(extension, draft, snapshot, taken)
    const found = refusal ? [refused(refusal, draft, snapshot, taken)] : warnings(extension, draft, snapshot, taken)
    draft.problems.push(...found)
  } else if (draft.record.site !== before.site) {
    const moved = outsideRange(extension, draft)
    if (moved) draft.problems.push(moved)
  }
  taken.extensions.set(extension, draft.index)
}

function chooseExtension(draft: Draft, snapshot: Snapshot, taken: Taken): void {
  const { site } = draft
  if (!site) return
  const extension = suggestion(draft, snapshot, taken)
  if (!extension) {
    const { of, extensionFrom, extensionTo } = rangeOf(site, draft.profile)
    const message = `No extension of ${of} (${extensionFrom} to ${extensionTo}) is left: each is taken, kept back, or rests after somebody left. Widen the range, or name one.`
    draft.problems.push(problemAt('/extension', 'extension_range_full', message, [], 'shortage'))
    return
  }
  draft.record = { ...draft.record, extension }
  taken.extensions.set(extension, draft.index)
}

interface Refusal {
  readonly code: ProblemCode
  readonly message: string
}

function whyNot(extension: string, draft: Draft, snapshot: Snapshot, taken: Taken): Refusal | null {
  const blocked = whyBlocked(extension, snapshot)
  if (blocked) return blocked
  const owner = snapshot.extensions.get(extension)
  const row = taken.extensions.get(extension)
  const isOthers = owner !== undefined && owner !== draft.intent.userId && !taken.freedExtensions.has(extension)
  if (isOthers || (row !== undefined && row !== draft.index))
    return { code: 'extension_taken', message: `Extension ${extension} is already in use.` }
  return null
}

/** Why nobody gets this extension, whoever asks; null when anybody may. */
export function whyBlocked(extension: string, snapshot: Snapshot): Refusal | null {
  if (snapshot.emergencyNumbers.has(extension))
    return { code: 'extension_is_emergency', message: `${extension} is an emergency number.` }
  const near = [...snapshot.emergencyNumbers].find((help) => isNearEmergencyNumber(extension, help))
  if (near) {
    const message = `${extension} is too close to the emergency number ${near}: a slip of the finger would call for help.`
    return { code: 'extension_near_emergency', message }
  }
  const answers = systemExtensions[extension]
  if (answers)
    return { code: 'extension_reserved', message: `${extension} is reserved for the system: it is ${answers}.` }
  const kept = snapshot.reservedExtensions.find(
    ({ from, to }) => from.length === extension.length && from <= extension && extension <= to,
  )
  return kept
    ? { code: 'extension_reserved', message: `${extension} is kept back by the company: ${kept.reason}.` }
    : null
}

/** The end of the person's number where the site wishes it and it is free, else the next free extension. */
function suggestion(draft: Draft, snapshot: Snapshot, taken: Taken): string | undefined {
  const { site } = draft
  if (!site) return undefined
  const range = rangeOf(site, draft.profile)
  const end = site.extensionPolicy === 'numberEnd' ? endOf(draft.record.numbers[0], range) : null
  if (end && isFreeToChoose(end, draft, snapshot, taken)) return end
  return taken.freeExtensions
    .get(range.key)
    ?.first((number) => taken.extensions.has(number) || snapshot.extensions.has(number))
}

function isFreeToChoose(extension: string, draft: Draft, snapshot: Snapshot, taken: Taken): boolean {
  if (!ExtensionNumber.safeParse(extension).success || snapshot.extensions.has(extension)) return false
  const rests = snapshot.restingExtensions.get(extension)
  if (rests && rests.userId !== draft.intent.userId) return false
  return whyNot(extension, draft, snapshot, taken) === null
}

function refused({ code, message }: Refusal, draft: Draft, snapshot: Snapshot, taken: Taken): Problem {
  return problemAt('/extension', code, message, anotherOne(draft, snapshot, taken))
}

function anotherOne(draft: Draft, snapshot: Snapshot, taken: Taken) {
  const next = suggestion(draft, snapshot, taken)
  return next ? [{ label: `Use ${next}`, set: { extension: next } }] : []
}

function warnings(extension: string, draft: Draft, snapshot: Snapshot, taken: Taken): Problem[] {
  return [resting(extension, draft, snapshot, taken) ?? [], outsideRange(extension, draft) ?? []].flat()
}

/** Allowed, but said: the callers of whoever had it last may still dial it. Whoever had it may have it back at once. */
function resting(extension: string, draft: Draft, snapshot: Snapshot, taken: Taken): Problem | null {
  const rests = snapshot.restingExtensions.get(extension)
  if (!rests || rests.userId === draft.intent.userId) return null
  const who = rests.userName ?? 'somebody who has left'
  const message = `${extension} rests until ${rests.until.toISOString().slice(0, 10)}: ${who} had it, and their callers may still dial it.`
  return problemAt('/extension', 'extension_resting', message, anotherOne(draft, snapshot, taken), 'warning')
}

/** Allowed, but said: people expect the extensions of a site or profile to look alike. */
function outsideRange(extension: string, { site, profile }: Draft): Problem | null {
  if (!site) return null
  const { extensionFrom: from, extensionTo: to, of: name } = rangeOf(site, profile)
  if (extension.length === from.length && extension >= from && extension <= to) return null
  const message = `${extension} is outside the extensions of ${name} (${from} to ${to}).`
  return problemAt('/extension', 'extension_outside_range', message, [], 'warning')
}
