import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { newId } from '../../contract/ids.ts'
import { telling } from '../events/telling.ts'
import { enqueue } from '../jobs/job-store.ts'
import { mailJobs } from '../mail/mail-jobs.ts'
import { queueWelcomeMail } from '../mail/queue-mail.ts'
import { cleanUp } from './clean-up.ts'
import { signIn } from './sign-in-by-password.ts'
import { addCompany, addPerson, doJobs, refusal, testHouse, visitor, withCookie } from './test-house.fixture.ts'

const password = 'correct horse battery'
const tables = ['session', 'one_time_token', 'sign_in_throttle', 'idempotency_key', 'job', 'task'] as const

it('drops what time has ended in every tenant, tells of ended sessions, and leaves the rest', async () => {
  const house = await testHouse()
  const companies = [await addCompany(house, 'acme'), await addCompany(house, 'globex')]
  const tokens: string[] = []
  for (const [index, company] of companies.entries()) {
    const slug = index === 0 ? 'acme' : 'globex'
    const userId = await addPerson(house, company, 'maya', { password, extension: '1042' })
    await telling(house, company.tenantId, (tx) => queueWelcomeMail(tx, [userId]))
    await doJobs(house, mailJobs(house, null))
    await refusal(signIn(visitor(house), { company: slug, name: 'nobody', password }))
    tokens.push((await signIn(visitor(house), { company: slug, name: 'maya', password })).token)
    await house.db.inTenant(company.tenantId, async (tx) => {
      await enqueue(tx, 'note', {})
      await tx.db.insertInto('task').values(endedTask(tx.tenantId)).execute()
      await tx.db.updateTable('job').set({ state: 'failed' }).execute()
      const key = {
        tenant_id: tx.tenantId,
        key_hash: Buffer.from(newId()),
        request_hash: Buffer.alloc(1),
        status: null,
      }
      await tx.db.insertInto('idempotency_key').values(key).execute()
    })
  }
  const counts = () =>
    Promise.all(
      companies.map(({ tenantId }) =>
        house.db.inTenant(tenantId, async ({ db }) => {
          const found: number[] = []
          for (const table of tables) found.push((await db.selectFrom(table).select('tenant_id').execute()).length)
          return found
        }),
      ),
    )
  const before = await counts()
  expect(before.flat().every((count) => count > 0)).toBe(true)
  await cleanUp(house)
  expect(await counts()).toEqual(before)
  expect(await withCookie(house, tokens[0] ?? '')).not.toBeNull()

  for (const { tenantId } of companies) {
    await house.db.inTenant(tenantId, async ({ db }) => {
      const columns = [
        ['session', 'expires_at'],
        ['one_time_token', 'expires_at'],
        ['sign_in_throttle', 'blocked_until'],
        ['idempotency_key', 'created_at'],
        ['job', 'run_at'],
        ['task', 'finished_at'],
        ['mail', 'created_at'],
      ] as const
      for (const [table, column] of columns) {
        await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${sql.ref(column)} - interval '40 days'`.execute(
          db,
        )
      }
    })
  }
  house.heard.length = 0
  await cleanUp(house)
  expect(await counts()).toEqual([
    [0, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 0],
  ])
  expect(house.heard.map(({ kind }) => kind)).toEqual(['device', 'device'])
  const mails = await house.db.inTenant(companies[0]?.tenantId ?? '', ({ db }) =>
    db.selectFrom('mail').select('inbox_text').execute(),
  )
  expect(mails).toEqual([{ inbox_text: null }])
})

function endedTask(tenantId: string) {
  return {
    tenant_id: tenantId,
    id: newId(),
    kind: 'bulkEdit',
    title: 'change 501 users',
    state: 'cancelled' as const,
    payload: '{}',
    source: 'console',
    actor_kind: 'user',
    actor_name: 'Maya Ortiz',
    is_operator: false,
    request_id: newId(),
    address: '192.0.2.1',
    finished_at: new Date(),
  }
}
