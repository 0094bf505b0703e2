import type { BulkPlan, BulkProblem } from '../../../../contract/api/bulk-edit.ts'

/** A plan in a sentence: "4,988 of 5,000 users will change, 4 are that way already, 8 cannot be changed." */
export function totalsText({ totals: { users, changed, unchanged, refused } }: BulkPlan): string {
  const parts = [
    `${many(changed)} of ${many(users)} ${users === 1 ? 'user' : 'users'} will change`,
    ...(unchanged > 0 ? [`${many(unchanged)} ${unchanged === 1 ? 'is' : 'are'} that way already`] : []),
    ...(refused > 0 ? [`${many(refused)} cannot be changed`] : []),
  ]
  return `${parts.join(', ')}.`
}

/** One reason, and how many it is about. */
export function groupText({ count, message }: BulkProblem): string {
  return count === 1 ? message : `${many(count)} users: ${message}`
}

/** What a plan takes and gives back, one line each; `isShort` where there is not enough. */
export function whatItTakes({ licenses, numbers, extensions }: BulkPlan): { text: string; isShort: boolean }[] {
  const seats = licenses.map(({ name, needed, free }) =>
    needed > 0
      ? { text: `Takes ${many(needed)} ${name} of ${many(free)} free`, isShort: needed > free }
      : { text: `Gives back ${many(-needed)} ${name}`, isShort: false },
  )
  return [
    ...seats,
    ...(numbers > 0
      ? [{ text: `Takes ${many(numbers)} ${numbers === 1 ? 'number' : 'numbers'}`, isShort: false }]
      : []),
    ...(extensions > 0
      ? [{ text: `Takes ${many(extensions)} ${extensions === 1 ? 'extension' : 'extensions'}`, isShort: false }]
      : []),
  ]
}

/** What the button says that does it. */
export function confirmText({ totals: { changed } }: BulkPlan): string {
  return changed === 1 ? 'Change 1 user' : `Change ${many(changed)} users`
}

function many(count: number): string {
  return count.toLocaleString()
}
