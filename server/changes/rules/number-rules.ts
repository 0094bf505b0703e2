import { problemAt } from '../../problem-error.ts'
import type { Draft } from '../draft.ts'
import type { Snapshot } from '../intent.ts'
import type { Taken } from '../taken.ts'

/** Numbers that were asked for must be in the inventory and idle; each `auto` takes a free one of the site's country. */
export function settleNumbers(draft: Draft, snapshot: Snapshot, taken: Taken): void {
  if (draft.kind === 'delete' || draft.spec.numbers === undefined) return
  const numbers: string[] = []
  draft.spec.numbers.forEach((wish, position) => {
    const number =
      wish === 'auto' ? chooseNumber(draft, taken, position) : checkNumber(wish, draft, snapshot, taken, position)
    if (number && !numbers.includes(number)) numbers.push(number)
  })
  draft.record = { ...draft.record, numbers }
}

function chooseNumber(draft: Draft, taken: Taken, position: number): string | null {
  if (!draft.site) return null
  const number = taken.freeNumbers.get(draft.site.country)?.first((one) => taken.numbers.has(one))
  if (!number) {
    const message = `No free number is left for ${draft.site.name} (${draft.site.country}). Claim more, or save without a number.`
    draft.problems.push(
      problemAt(
        `/numbers/${position}`,
        'number_none_free',
        message,
        [{ label: 'Save without a number', set: { numbers: [] } }],
        'shortage',
      ),
    )
    return null
  }
  taken.numbers.set(number, draft.index)
  return number
}

function checkNumber(number: string, draft: Draft, snapshot: Snapshot, taken: Taken, position: number): string {
  const field = `/numbers/${position}`
  const facts = snapshot.numbers.get(number)
  const row = taken.numbers.get(number)
  if (!facts) {
    draft.problems.push(
      problemAt(field, 'number_unknown', `${number} is not among your company’s numbers. Claim it first.`),
    )
  } else if (facts.userId && facts.userId !== draft.intent.userId) {
    draft.problems.push(problemAt(field, 'number_taken', `${number} belongs to ${facts.userName}.`))
  } else if (row !== undefined && row !== draft.index) {
    draft.problems.push(problemAt(field, 'number_taken', `${number} is already given to row ${row + 1}.`))
  } else if (facts.restsUntil && facts.reservedForUserId !== draft.intent.userId) {
    const until = facts.restsUntil.toISOString().slice(0, 10)
    draft.problems.push(
      problemAt(
        field,
        'number_quarantined',
        `${number} rests until ${until} after somebody left, so that their callers do not reach a stranger.`,
      ),
    )
  }
  taken.numbers.set(number, draft.index)
  return number
}
