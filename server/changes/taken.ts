import type { Id } from '../../contract/ids.ts'
import { textKey } from '../../contract/text-keys.ts'
import type { Draft } from './draft.ts'
import type { Snapshot } from './intent.ts'
import { type Supply, supplyOf } from './supply.ts'

/** What the rows of a plan take while it is made, and which row takes it: later rows see what earlier ones took. */
export interface Taken {
  /** By username key. */
  readonly usernames: Map<string, number>
  readonly externalIds: Map<string, number>
  readonly extensions: Map<string, number>
  /** Extensions that a row of the plan gives up: another row may have them. */
  readonly freedExtensions: ReadonlySet<string>
  readonly numbers: Map<string, number>
  /** Numbers that a row of the plan gives up: another row may have them. */
  readonly givenUpNumbers: ReadonlySet<string>
  /** Extensions to choose from, by site. */
  readonly freeExtensions: ReadonlyMap<Id, Supply>
  /** Numbers to choose from, by country. */
  readonly freeNumbers: ReadonlyMap<string, Supply>
  admins: number
}

function extensionGivenUp({ kind, spec, facts }: Draft): string | null {
  const had = facts?.record.extension ?? null
  if (kind === 'delete') return had
  return spec.extension === undefined || spec.extension === 'auto' || spec.extension === had ? null : had
}

function numbersGivenUp({ kind, spec, facts }: Draft): readonly string[] {
  const had = facts?.record.numbers ?? []
  if (kind === 'delete') return had
  const wished = spec.numbers
  return wished === undefined ? [] : had.filter((number) => !wished.includes(number))
}

/** What these rows name is theirs from the start: it is not given to another row that leaves the choice to us. */
export function namedBy(drafts: readonly Draft[], snapshot: Snapshot): Taken {
  const usernames = new Map<string, number>()
  const extensions = new Map<string, number>()
  const numbers = new Map<string, number>()
  const first = (taken: Map<string, number>, key: string, index: number) => {
    if (!taken.has(key)) taken.set(key, index)
  }
  for (const { spec, index } of drafts) {
    if (spec.username && spec.username !== 'auto') first(usernames, textKey(spec.username), index)
    if (spec.extension && spec.extension !== 'auto') first(extensions, spec.extension, index)
    for (const number of spec.numbers ?? []) if (number !== 'auto') first(numbers, number, index)
  }
  const supplies = <K>(free: ReadonlyMap<K, readonly string[]>) =>
    new Map([...free].map(([key, candidates]) => [key, supplyOf(candidates)]))
  return {
    usernames,
    externalIds: new Map(),
    extensions,
    freedExtensions: new Set(drafts.flatMap((draft) => extensionGivenUp(draft) ?? [])),
    numbers,
    givenUpNumbers: new Set(drafts.flatMap(numbersGivenUp)),
    freeExtensions: supplies(snapshot.freeExtensions),
    freeNumbers: supplies(snapshot.freeNumbers),
    admins: snapshot.activeAdmins,
  }
}
