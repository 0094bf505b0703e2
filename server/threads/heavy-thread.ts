// The thread that `heavy-work.ts` starts: a house of its own on the same database, whose bell rings in the main thread.
import { parentPort, workerData } from 'node:worker_threads'
import pino from 'pino'
import type { Context } from '../access/context.ts'
import type { Report } from '../changes/progress.ts'
import { openDatabase } from '../db/database.ts'
import { secretsFrom } from '../home/secrets.ts'
import type { House } from '../house.ts'
import { heavyOperations } from './heavy-operations.ts'
import type { HouseSeed, Order, Saying } from './messages.ts'
import { sentError } from './sent-error.ts'

// Several may be asked for at once; more than these wait for a connection.
const poolSize = 4

const house = await openHouseOfThread(workerData)
parentPort?.on('message', (order: Order) => void carryOut(order))

function say(saying: Saying): void {
  parentPort?.postMessage(saying)
}

async function openHouseOfThread(seed: HouseSeed): Promise<House> {
  const { config, connection, roles, passwords, secretKeys, realm } = seed
  return {
    config,
    db: await openDatabase(connection, roles, (role) => passwords[role] ?? '', poolSize),
    secrets: secretsFrom(secretKeys),
    events: { emit: (event) => say({ kind: 'event', event }), listen: () => () => {} },
    log: pino({ level: config.logLevel }, pino.destination(2)),
    realm,
    heavy: { run: () => Promise.reject(new Error('This is the thread beside already.')), close: async () => {} },
    calling: null,
  }
}

async function carryOut({ id, operation, context, input }: Order): Promise<void> {
  try {
    const output = await operationNamed(operation)({ ...context, house }, input, (progress) =>
      say({ kind: 'progress', id, progress }),
    )
    say({ kind: 'done', id, output })
  } catch (error) {
    say({ kind: 'failed', id, error: sentError(error) })
  }
}

type Operation = (ctx: Context, input: unknown, report: Report) => Promise<unknown>

function operationNamed(name: string): Operation {
  const found: unknown = Reflect.get(heavyOperations, name)
  if (typeof found !== 'function') throw new Error(`There is no operation ${name}.`)
  return (ctx, input, report) => found(ctx, input, report)
}
