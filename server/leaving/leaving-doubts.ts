import type { Problem } from '../../contract/problems.ts'
import { formatNumber } from '../numbers/format-number.ts'
import { problemAt } from '../problem-error.ts'
import type { LeavingCase, Person } from '../references/reference.ts'

/** What may be chosen and will not go as it seems: a successor whom no call reaches, a choice that means nothing here. */
export function doubtsOf({ leaver, successor, wish }: LeavingCase): Problem[] {
  const { numbers } = wish.choices
  const [unfit, misplaced] =
    wish.outcome === 'delete' ? (['keep', 'rests'] as const) : (['quarantine', 'stays'] as const)
  const chosen = typeof numbers === 'object' ? Object.entries(numbers) : []
  return [
    ...(successor ? deafness(successor) : []),
    ...(numbers === unfit ? [doubt('/choices/numbers', `Without a better choice, each number ${misplaced}.`)] : []),
    ...chosen.flatMap(([number, fate]) => {
      if (!leaver.record.numbers.includes(number))
        return [doubt(`/choices/numbers/${number}`, `${formatNumber(number)} is not a number of ${leaver.name}.`)]
      return fate === unfit ? [doubt(`/choices/numbers/${number}`, `${formatNumber(number)} ${misplaced}.`)] : []
    }),
  ]
}

function deafness({ name, record }: Person): Problem[] {
  if (record.license) return []
  const message = `${name} has no licence: calls that go to them are lost until they have one.`
  return [problemAt('/successorId', 'successor_unfit', message, [], 'warning')]
}

function doubt(field: string, message: string): Problem {
  return problemAt(field, 'field_invalid', message, [], 'warning')
}
