import { isNearEmergencyNumber, reservedExtensions } from '../../../contract/extension-number.ts'
import type { Id } from '../../../contract/ids.ts'
import type { Problem, ProblemCode } from '../../../contract/problems.ts'
import { problemAt } from '../../problem-error.ts'
import type { Draft } from '../draft.ts'
import type { Snapshot } from '../intent.ts'

/** Extensions that rows of this plan take, and whose row it is. */
export type TakenExtensions = Map<string, number>

/** The extension that was asked for must be free and safe to dial; `auto` takes the next free one of the site's range. */
export function settleExtension(draft: Draft, snapshot: Snapshot, taken: TakenExtensions): void {
  if (draft.kind === 'delete') return
  if (draft.spec.extension === 'auto') chooseExtension(draft, snapshot, taken)
  else checkExtension(draft, snapshot, taken)
}

function checkExtension(draft: Draft, snapshot: Snapshot, taken: TakenExtensions): void {
  const { extension } = draft.record
  if (!extension) return
  if (extension !== draft.facts?.record.extension) {
    const problem = whyNot(extension, draft, snapshot, taken)
    if (problem) draft.problems.push(problem)
  }
  taken.set(extension, draft.index)
}

function chooseExtension(draft: Draft, snapshot: Snapshot, taken: TakenExtensions): void {
  if (draft.record.extension) return
  const { site } = draft
  if (!site) return
  const extension = suggestions(site.id, snapshot, taken)[0]
  if (!extension) {
    const message = `Every extension of ${site.name} (${site.extensionFrom} to ${site.extensionTo}) is taken. Widen the site’s range.`
    draft.problems.push(problemAt('/extension', 'extension_range_full', message, [], 'shortage'))
    return
  }
  draft.record = { ...draft.record, extension }
  taken.set(extension, draft.index)
}

function whyNot(extension: string, draft: Draft, snapshot: Snapshot, taken: TakenExtensions): Problem | null {
  const free = draft.site ? suggestions(draft.site.id, snapshot, taken) : []
  const fixes = free.slice(0, 1).map((next) => ({ label: `Use ${next}`, set: { extension: next } }))
  const refuse = (code: ProblemCode, message: string) => problemAt('/extension', code, message, fixes)
  if (snapshot.emergencyNumbers.has(extension))
    return refuse('extension_is_emergency', `${extension} is an emergency number.`)
  const near = [...snapshot.emergencyNumbers].find((help) => isNearEmergencyNumber(extension, help))
  if (near)
    return refuse(
      'extension_near_emergency',
      `${extension} is too close to the emergency number ${near}: a slip of the finger would call for help.`,
    )
  if (reservedExtensions.includes(extension))
    return refuse('extension_reserved', `${extension} is reserved for the system.`)
  const owner = snapshot.extensions.get(extension)
  const row = taken.get(extension)
  const isTaken = (owner !== undefined && owner !== draft.intent.userId) || (row !== undefined && row !== draft.index)
  return isTaken ? refuse('extension_taken', `Extension ${extension} is already in use.`) : null
}

function suggestions(siteId: Id, snapshot: Snapshot, taken: TakenExtensions): string[] {
  return (snapshot.freeExtensions.get(siteId) ?? []).filter(
    (number) => !taken.has(number) && !snapshot.extensions.has(number),
  )
}
