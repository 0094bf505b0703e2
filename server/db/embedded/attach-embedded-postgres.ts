import { setTimeout as sleep } from 'node:timers/promises'
import { openHome } from '../../home/home-folder.ts'
import { readInstance, tryLockInstance } from '../../home/instance-lock.ts'
import { StartError } from '../../start-error.ts'
import type { Connection } from '../connection.ts'
import { ownerConnection, startEmbeddedPostgres } from './start-embedded-postgres.ts'

/** A way into the embedded database for a command; `detach` stops PostgreSQL again if we started it. */
export interface AttachedPostgres {
  readonly connection: Connection
  detach(): Promise<void>
}

const quiet = { info: () => {}, warn: () => {} }
const patienceMs = 30_000

/** Joins the PostgreSQL of the instance that runs on `home`; where none runs, starts one for as long as we need it. */
export async function attachEmbeddedPostgres(home: string): Promise<AttachedPostgres> {
  await openHome(home)
  const deadline = Date.now() + patienceMs
  while (Date.now() < deadline) {
    const lock = tryLockInstance(home, 'command')
    if (lock) {
      try {
        const postgres = await startEmbeddedPostgres({ lock, log: quiet })
        return { connection: postgres.connection, detach: () => postgres.stop().finally(() => lock.release()) }
      } catch (error) {
        lock.release()
        throw error
      }
    }
    // Another command stops its PostgreSQL when it ends, so we wait for our own turn instead of joining it.
    const instance = readInstance(home)
    if (instance?.role === 'server' && instance.socketFolder) {
      return { connection: await ownerConnection(home, instance.socketFolder), detach: async () => {} }
    }
    await sleep(50)
  }
  throw new StartError(
    'inUse',
    `The Offhook that uses ${home} has not become ready within ${patienceMs / 1000} seconds.`,
  )
}
