/** The world changed between the snapshot and the write: the plan is made again. `version`: the user was changed by somebody else. */
export class StalePlan extends Error {
  readonly what: 'version' | 'number'
  constructor(what: 'version' | 'number') {
    super(`The plan is out of date (${what}).`)
    this.name = 'StalePlan'
    this.what = what
  }
}
