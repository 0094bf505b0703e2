import type { NumberFate, OffboardWish, ReferenceKind } from '../../contract/api/leaving.ts'
import type { Id } from '../../contract/ids.ts'
import type { UserRecord, UserSpec } from '../../contract/user-spec.ts'
import type { UserFacts } from '../changes/intent.ts'
import type { ChangeTx } from '../changes/record-changes.ts'
import type { TenantTx } from '../db/database.ts'

/** One thing that points at a person. */
export interface Reference {
  /** The person it points at. */
  readonly userId: Id
  /** What tells it from others of its kind: a number, a setting, a device. */
  readonly key: string
  /** What people call it. */
  readonly label: string
  /** Whose setting it is, where it belongs to somebody else. */
  readonly ownerId: Id | null
}

/** Somebody as a leaving needs to know them. */
export interface Person {
  readonly id: Id
  readonly name: string
  readonly record: UserRecord
}

/** Somebody leaves: who, who takes over, and what is to become of what points at them. */
export interface LeavingCase {
  readonly leaver: Person
  readonly successor: Person | null
  readonly wish: OffboardWish
  /** The people whose settings point at the leaver, as they are now. */
  readonly owners: ReadonlyMap<Id, UserFacts>
}

/** What a kind of reference wants done: desired states that go down the road of every change, and sentences that say so. */
export interface Settlement {
  /** Taken from the leaver before they go, so that others may have it. */
  readonly leaver?: UserSpec
  readonly others?: ReadonlyMap<Id, UserSpec>
  readonly steps: readonly string[]
}

export interface Choice {
  readonly value: string
  readonly label: string
}

/**
 * A kind of thing that can point at a person. Whoever adds one registers it in `registry.ts`: what is shown before somebody leaves,
 * what is done about it, and which columns hold the ids, so that a test can tell that nothing was forgotten.
 */
export interface ReferenceSource {
  readonly kind: ReferenceKind
  readonly label: string
  /** Columns that hold ids of users, as `table.column`. */
  readonly columns: readonly string[]
  /** What points at these people, in one query however many they are. */
  find(tx: TenantTx, userIds: readonly Id[]): Promise<Reference[]>
  /** What happens to it, or what the choice is about. */
  readonly sentence: string
  /** What may be chosen. Absent: nothing. */
  choices?(wish: Pick<OffboardWish, 'outcome'>): { readonly all: readonly Choice[]; readonly usual: string }
  /** What becomes of these references of one leaver. Pure. */
  settle?(leaving: LeavingCase, found: readonly Reference[]): Settlement
  /** What is no setting of a user is changed here, in the same transaction; answers sentences. */
  carryOut?(tx: ChangeTx, leaving: LeavingCase, found: readonly Reference[]): Promise<readonly string[]>
}

/** What becomes of one of the leaver's numbers. Whoever is suspended keeps what would rest; whoever goes keeps nothing. */
export function fateOfNumber({ choices, outcome }: OffboardWish, number: string): NumberFate {
  const chosen = typeof choices.numbers === 'object' ? choices.numbers[number] : choices.numbers
  if (chosen === 'successor' || chosen === 'free') return chosen
  return outcome === 'suspend' ? 'keep' : 'quarantine'
}
