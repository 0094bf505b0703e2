import type { Workspace } from '../../bench/kit/workspace.ts'

/** What every soak is given. */
export interface SoakContext {
  readonly workspace: Workspace
  /** How often what is soaked is done: 100 times, or fewer in the short form. */
  readonly times: number
  /** Says what was done, one line each. */
  say(text: string): void
}

/** A long proof: `npm run soak -- <name>`. Throws at the first thing that is not as it must be. */
export interface Soak {
  readonly name: string
  readonly title: string
  /** Answers what was seen, one line each. */
  run(context: SoakContext): Promise<string[]>
}
