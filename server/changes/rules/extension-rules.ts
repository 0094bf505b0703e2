import { isNearEmergencyNumber, reservedExtensions } from '../../../contract/extension-number.ts'
import type { Problem, ProblemCode } from '../../../contract/problems.ts'
import { problemAt } from '../../problem-error.ts'
import type { Draft } from '../draft.ts'
import type { SiteFacts, Snapshot } from '../intent.ts'
import type { Taken } from '../taken.ts'

/** The extension that was asked for must be free and safe to dial; `auto` takes the next free one of the site's range. */
export function settleExtension(draft: Draft, snapshot: Snapshot, taken: Taken): void {
  if (draft.kind === 'delete') return
  if (draft.spec.extension === 'auto' && !draft.record.extension) chooseExtension(draft, snapshot, taken)
  else checkExtension(draft, snapshot, taken)
}

function checkExtension(draft: Draft, snapshot: Snapshot, taken: Taken): void {
  const { extension } = draft.record
  if (!extension) return
  if (extension !== draft.facts?.record.extension) {
    const problem = whyNot(extension, draft, snapshot, taken) ?? outsideRange(extension, draft.site)
    if (problem) draft.problems.push(problem)
  }
  taken.extensions.set(extension, draft.index)
}

function chooseExtension(draft: Draft, snapshot: Snapshot, taken: Taken): void {
  const { site } = draft
  if (!site) return
  const extension = suggestion(draft, snapshot, taken)
  if (!extension) {
    const message = `Every extension of ${site.name} (${site.extensionFrom} to ${site.extensionTo}) is taken. Widen the site’s range.`
    draft.problems.push(problemAt('/extension', 'extension_range_full', message, [], 'shortage'))
    return
  }
  draft.record = { ...draft.record, extension }
  taken.extensions.set(extension, draft.index)
}

function whyNot(extension: string, draft: Draft, snapshot: Snapshot, taken: Taken): Problem | null {
  const refuse = (code: ProblemCode, message: string) => {
    const next = suggestion(draft, snapshot, taken)
    return problemAt('/extension', code, message, next ? [{ label: `Use ${next}`, set: { extension: next } }] : [])
  }
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
  const row = taken.extensions.get(extension)
  const isTaken = (owner !== undefined && owner !== draft.intent.userId) || (row !== undefined && row !== draft.index)
  return isTaken ? refuse('extension_taken', `Extension ${extension} is already in use.`) : null
}

function suggestion(draft: Draft, snapshot: Snapshot, taken: Taken): string | undefined {
  const supply = draft.site && taken.freeExtensions.get(draft.site.id)
  return supply?.first((number) => taken.extensions.has(number) || snapshot.extensions.has(number))
}

/** Allowed, but said: people expect a site's extensions to look alike. */
function outsideRange(extension: string, site: SiteFacts | undefined): Problem | null {
  if (!site) return null
  const { extensionFrom: from, extensionTo: to, name } = site
  if (extension.length === from.length && extension >= from && extension <= to) return null
  const message = `${extension} is outside the extensions of ${name} (${from} to ${to}).`
  return problemAt('/extension', 'extension_outside_range', message, [], 'warning')
}
