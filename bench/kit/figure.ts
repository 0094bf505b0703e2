/** What is reached at best: a bound on the value itself, or on its ratio to the yardstick. */
export type Goal =
  | { readonly kind: 'at most' | 'at least'; readonly value: number }
  | { readonly kind: 'ratio at least'; readonly value: number }

/** One measured value, with what it is held against. */
export interface Figure {
  readonly what: string
  readonly value: number
  readonly unit: '/s' | 'ms' | 's' | 'MB'
  readonly goal?: Goal
  /** The same work done by something known, in the same run. */
  readonly yardstick?: { readonly what: string; readonly value: number }
  /** How it came about, where the value alone would mislead. */
  readonly note?: string
}

/** What one benchmark found. */
export interface Findings {
  readonly figures: readonly Figure[]
  /** What could not be measured, and why. */
  readonly missing?: readonly string[]
}

/** Value divided by yardstick; undefined without one. */
export function ratioOf({ value, yardstick }: Figure): number | undefined {
  return yardstick && yardstick.value > 0 ? value / yardstick.value : undefined
}

/** Whether the goal is met; undefined where there is none, or nothing to hold the figure against. */
export function isMet(figure: Figure): boolean | undefined {
  const { goal, value } = figure
  if (!goal) return undefined
  if (goal.kind === 'at most') return value <= goal.value
  if (goal.kind === 'at least') return value >= goal.value
  const ratio = ratioOf(figure)
  return ratio === undefined ? undefined : ratio >= goal.value
}
