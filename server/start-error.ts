/** Why the process ends before it serves, each with its own exit code; docs/operations.md carries the same table. */
export const exitCodes = {
  dataVersion: { code: 65, meaning: 'The data folder was made by another major version of PostgreSQL' },
  databaseUnreachable: { code: 69, meaning: 'The database named by `DATABASE_URL` cannot be used' },
  databaseFailed: { code: 71, meaning: 'The embedded PostgreSQL could not be started' },
  portTaken: { code: 72, meaning: 'A port is in use by another program' },
  folderUnusable: { code: 73, meaning: 'The data folder cannot be created, read or written' },
  diskFull: { code: 74, meaning: 'The disk is full' },
  inUse: { code: 75, meaning: 'The data folder is in use by another Offhook' },
  keyUnusable: { code: 77, meaning: 'A secret key or certificate cannot be used' },
  settings: { code: 78, meaning: 'A setting is unknown or malformed' },
} as const satisfies Record<string, { code: number; meaning: string }>

export type StartFailure = keyof typeof exitCodes

/** Thrown while starting. `main.ts` prints the message alone, without a stack, and ends with the exit code. */
export class StartError extends Error {
  readonly failure: StartFailure
  readonly exitCode: number

  constructor(failure: StartFailure, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StartError'
    this.failure = failure
    this.exitCode = exitCodes[failure].code
  }
}
