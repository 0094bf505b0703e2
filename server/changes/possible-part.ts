import type { Intent, Plan, PlannedUser, Snapshot } from './intent.ts'
import { planUsers } from './plan.ts'

/** What can be carried out of some intents, planned as if the others had not been asked for, and the rows of the others. */
export interface PossiblePart {
  /** Without an invalid row. */
  readonly plan: Plan
  readonly refused: readonly PlannedUser[]
}

/**
 * Plans these intents and leaves out who cannot be changed. One who stays behind keeps what another may have counted on (a seat, an
 * extension), so it is planned again until everybody left can be changed.
 */
export function possiblePart(intents: readonly Intent[], snapshot: Snapshot): PossiblePart {
  const refused: PlannedUser[] = []
  let left = intents
  for (;;) {
    const plan = planUsers(left, snapshot)
    const impossible = plan.rows.filter((row) => row.kind === 'invalid')
    if (impossible.length === 0) return { plan, refused }
    refused.push(...impossible)
    left = plan.rows.filter((row) => row.kind !== 'invalid').map((row) => row.intent)
  }
}
