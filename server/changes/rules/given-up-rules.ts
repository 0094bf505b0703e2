import type { Id } from '../../../contract/ids.ts'
import type { Problem } from '../../../contract/problems.ts'
import { formatNumber } from '../../numbers/format-number.ts'
import { problemAt } from '../../problem-error.ts'
import type { Draft } from '../draft.ts'
import type { Snapshot } from '../intent.ts'

/** What another row gives up, a number or an extension, can be had only if that row can be carried out. */
export function refuseWhatIsNotGivenUp(drafts: readonly Draft[], snapshot: Snapshot): void {
  const byUser = new Map(drafts.map((draft) => [draft.intent.userId, draft]))
  const isKept = (owner: Id | null | undefined, taker: Draft) => {
    const giver = owner ? byUser.get(owner) : undefined
    return giver !== undefined && giver !== taker && isRefused(giver)
  }
  // Whoever waits for what a refused row would give up waits in vain, too, and so on.
  let again = true
  while (again) {
    again = false
    for (const draft of drafts) {
      if (draft.kind === 'delete' || isRefused(draft)) continue
      const problem = keptNumber(draft, snapshot, isKept) ?? keptExtension(draft, snapshot, isKept)
      if (!problem) continue
      draft.problems.push(problem)
      again = true
    }
  }
}

type IsKept = (owner: Id | null | undefined, taker: Draft) => boolean

function keptNumber(draft: Draft, snapshot: Snapshot, isKept: IsKept): Problem | null {
  const position = draft.record.numbers.findIndex((number) => isKept(snapshot.numbers.get(number)?.userId, draft))
  const number = draft.record.numbers[position]
  if (number === undefined) return null
  const message = `${formatNumber(number)} belongs to ${snapshot.numbers.get(number)?.userName ?? 'somebody else'}.`
  return problemAt(`/numbers/${position}`, 'number_taken', message)
}

function keptExtension(draft: Draft, snapshot: Snapshot, isKept: IsKept): Problem | null {
  const { extension } = draft.record
  if (!extension || !isKept(snapshot.extensions.get(extension), draft)) return null
  return problemAt('/extension', 'extension_taken', `Extension ${extension} is already in use.`)
}

function isRefused({ problems }: Draft): boolean {
  return problems.some((problem) => problem.severity !== 'warning')
}
