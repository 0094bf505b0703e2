import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { newId } from '../../contract/ids.ts'
import { houseOfThisFile } from '../../tests/kit/house.ts'

const house = houseOfThisFile()

it('outlives a connection that the database ends in the middle of a transaction, and opens another', async () => {
  const { db, owner } = house()
  const interrupted = db.inTenant(newId(), async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx.db)
    await sql`select pg_terminate_backend(${rows[0]?.pid ?? 0}, 5000)`.execute(owner)
    // The news arrives while no statement waits for an answer.
    await new Promise((resolve) => setTimeout(resolve, 50))
    await sql`select 1`.execute(tx.db)
  })
  await expect(interrupted).rejects.toThrow()
  expect(await db.inTenant(newId(), async () => 'at work')).toBe('at work')
})
