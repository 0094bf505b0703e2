import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { ProblemError } from '../problem-error.ts'

// OWASP's figures for argon2id (its default variant): 19 MiB, 2 passes, 1 lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

// Each computation holds 19 MiB and one of libuv's four threads, which DNS and files need too.
const mostAtOnce = 2
const mostWaiting = 200
let running = 0
const waiting: (() => void)[] = []

/** The argon2id hash of a password, to be kept. */
export async function hashPassword(password: string): Promise<string> {
  return oneOfFew(() => hash(password.normalize('NFC'), cost))
}

/** Whether the password is right. Takes as long when there is no hash to compare with, and then it never is. */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  const against = kept ?? (await dummyHash())
  const isRight = await oneOfFew(() => verify(against, password.normalize('NFC')))
  return isRight && kept !== null
}

let dummy: Promise<string> | undefined

function dummyHash(): Promise<string> {
  dummy ??= hash(randomBytes(32), cost)
  return dummy
}

async function oneOfFew<T>(work: () => Promise<T>): Promise<T> {
  if (running >= mostAtOnce) {
    if (waiting.length >= mostWaiting) {
      throw new ProblemError('busy_try_again', 'Very many people are signing in. Try again in a moment.', [], {
        'Retry-After': '5',
      })
    }
    // Whoever finishes hands the place on, so `running` stays as it is.
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else running += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}
