import { formatNumber } from '../../numbers/format-number.ts'
import { problemAt } from '../../problem-error.ts'
import type { Draft } from '../draft.ts'
import type { Snapshot } from '../intent.ts'
import type { Taken } from '../taken.ts'
import { numberPoolOf } from '../wish.ts'

/** Numbers that were asked for must be in the inventory and idle; each `auto` takes a free one of the profile's pool, else of the site's country. */
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
  const pool = numberPoolOf(draft.site, draft.profile)
  const number = taken.freeNumbers.get(pool.key)?.first((one) => taken.numbers.has(one))
  if (!number) {
    const where = draft.profile?.numberPool ? `the profile ${draft.profile.name}` : draft.site.name
    const message = `No free number is left for ${where} (${pool.prefix ?? pool.country}). Claim more, or save without a number.`
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
  const refusal = whyNot(number, draft, snapshot, taken)
  if (refusal) {
    const { code, message } = refusal
    draft.problems.push(problemAt(`/numbers/${position}`, code, message, fixesOf(draft.spec.numbers ?? [], position)))
  }
  taken.numbers.set(number, draft.index)
  return number
}

function whyNot(number: string, draft: Draft, snapshot: Snapshot, taken: Taken) {
  const facts = snapshot.numbers.get(number)
  const row = taken.numbers.get(number)
  const display = formatNumber(number)
  if (!facts) {
    return {
      code: 'number_unknown',
      message: `${display} is not among your company’s numbers. Claim it first.`,
    } as const
  }
  if (facts.way === 'in') {
    return {
      code: 'number_in_porting',
      message: `${display} is still being ported. Give its temporary number until it is here.`,
    } as const
  }
  if (facts.way === 'out') {
    return {
      code: 'number_quarantined',
      message: `${display} was released and leaves the company when its rest ends. Take the release back to keep it.`,
    } as const
  }
  if (facts.userId && facts.userId !== draft.intent.userId && !taken.givenUpNumbers.has(number)) {
    return { code: 'number_taken', message: `${display} belongs to ${facts.userName}.` } as const
  }
  if (row !== undefined && row !== draft.index) {
    return { code: 'number_taken', message: `${display} is already given to row ${row + 1}.` } as const
  }
  if (facts.restsUntil && facts.reservedForUserId !== draft.intent.userId) {
    const until = facts.restsUntil.toISOString().slice(0, 10)
    const why = 'after somebody left, so that their callers do not reach a stranger'
    return { code: 'number_quarantined', message: `${display} rests until ${until} ${why}.` } as const
  }
  return null
}

/** A free one in its place, or the wishes without it. */
function fixesOf(wishes: readonly string[], position: number) {
  const others = wishes.filter((wish, at) => at !== position && wish !== 'auto')
  return [
    { label: 'Choose another for me', set: { numbers: [...others, 'auto'] } },
    { label: 'Save without it', set: { numbers: others } },
  ]
}
