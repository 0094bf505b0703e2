import { CommanderError } from 'commander'
import pino from 'pino'
import { readConfig } from '../server/config.ts'
import { joinStorage } from '../server/db/open-storage.ts'
import { loadSecrets } from '../server/home/secrets.ts'
import type { House } from '../server/house.ts'
import { openHouse } from '../server/open-house.ts'
import { ProblemError } from '../server/problem-error.ts'
import { StartError } from '../server/start-error.ts'

/** Runs a command inside the house, joined to the running server's database or to one started for the purpose, and closes all of it. */
export async function inHouse<T>(work: (house: House) => Promise<T>): Promise<T> {
  const config = readConfig()
  const storage = await joinStorage(config)
  try {
    const opened = await openHouse(
      config,
      await loadSecrets(config.home, config.secretKeys),
      storage.owner,
      pino({ level: 'silent' }),
    )
    try {
      return await work(opened.house)
    } finally {
      await opened.close()
    }
  } finally {
    await storage.close()
  }
}

/** EX_USAGE of sysexits.h. */
const usageExitCode = 64

/** A mistake in what was typed: its sentence is printed, and the command ends with 64. */
export class UsageError extends Error {}

/** Prints why a command failed, each problem on a line, and ends it: 64 for a mistake in the command, 1 for a refusal. */
export function endWith(error: unknown): never {
  // Help and mistakes in options: commander has printed what there is to say.
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : usageExitCode)
  const lines =
    error instanceof ProblemError && error.problems.length > 0
      ? error.problems.map((problem) => problem.message)
      : [messageOf(error)]
  process.stderr.write(`${[...new Set(lines)].join('\n')}\n`)
  process.exit(error instanceof UsageError ? usageExitCode : error instanceof StartError ? error.exitCode : 1)
}

function messageOf(error: unknown): string {
  const isForPeople = error instanceof ProblemError || error instanceof StartError || error instanceof UsageError
  if (isForPeople) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
