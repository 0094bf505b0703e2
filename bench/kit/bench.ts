import type { CompanyHome } from './company-home.ts'
import type { Findings } from './figure.ts'
import type { Workspace } from './workspace.ts'

/** What every benchmark is given. */
export interface BenchContext {
  readonly workspace: Workspace
  /** The short form: a glance instead of a measurement. */
  readonly isQuick: boolean
  /** How many users a large company has: 100,000, or fewer in the short form. */
  readonly manyUsers: number
  /** A company that nobody changes: made once in a run and shared. */
  sharedHome(users: number): Promise<CompanyHome>
  /** A company of one's own. */
  ownHome(users: number): Promise<CompanyHome>
  /** Says what is going on, apart from the results. */
  say(text: string): void
}

/** One benchmark: `npm run bench -- <name>`. */
export interface Bench {
  readonly name: string
  readonly title: string
  run(context: BenchContext): Promise<Findings>
}
