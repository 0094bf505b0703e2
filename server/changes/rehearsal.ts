class RehearsalEnds extends Error {
  readonly answer: unknown
  constructor(answer: unknown) {
    super('the rehearsal ends')
    this.answer = answer
  }
}

/** Ends a rehearsal inside its transaction, which rolls back. */
export function endRehearsal(answer: unknown): never {
  throw new RehearsalEnds(answer)
}

/**
 * Runs what may end as a rehearsal: everything is done and rolled back, so that it cannot promise what would not happen. Answers what the
 * rehearsal ended with, or what `run` answers.
 */
export async function rehearsable<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof RehearsalEnds) return error.answer as T
    throw error
  }
}
