import { sql } from 'kysely'
import type { HomeView } from '../../contract/api/setup.ts'
import type { Id } from '../../contract/ids.ts'
import { UserStanding } from '../../contract/user-standing.ts'
import type { Context } from '../access/context.ts'
import type { TenantTx } from '../db/database.ts'
import { readLicenses } from '../licenses/license-view.ts'
import { countFailedMails } from '../mail/mail-store.ts'
import { isIdle } from '../numbers/number-store.ts'
import { needAttention, standingOf } from '../users/standing.ts'
import { needsLook } from './needs-look.ts'

/** What to do next, and how things stand: the console's first page. */
export async function getHome(ctx: Context): Promise<HomeView> {
  const { calling } = ctx.house
  const registrations = calling?.registrations(ctx.tenantId) ?? []
  const registered = [...new Set(registrations.map((one) => one.userId))]
  return ctx.house.db.inTenant(ctx.tenantId, async (tx) => {
    const licenses = await readLicenses(tx)
    const users = await countUsers(tx, registered)
    const numbers = await countFreeNumbers(tx)
    const people = await firstPeopleWithExtension(tx)
    const someoneToCall = people.find(({ userId }) => userId !== ctx.userId) ?? null
    return {
      steps: await steps(tx, licenses.length > 0, numbers, people.length > 0),
      users,
      licenses: licenses.map(({ name, used, owned }) => ({ name, used, owned })),
      freeNumbers: numbers.filter((one) => one.free > 0).map(({ country, free }) => ({ country, free })),
      now: { calls: calling?.calls(ctx.tenantId).length ?? 0, registrations: registrations.length },
      failedMails: await countFailedMails(tx),
      attention: await needsLook(tx, licenses),
      someoneToCall: someoneToCall && { name: someoneToCall.name, extension: someoneToCall.extension },
    }
  })
}

async function countUsers(tx: TenantTx, registered: readonly Id[]): Promise<HomeView['users']> {
  const rows = await tx.db
    .selectFrom('app_user as u')
    .select([standingOf(registered).as('standing'), sql<string>`count(*)`.as('count')])
    .where('u.tenant_id', '=', tx.tenantId)
    .where('u.deleted_at', 'is', null)
    .groupBy('standing')
    .execute()
  const count = (...standings: readonly UserStanding[]) =>
    rows.filter(({ standing }) => standings.includes(standing)).reduce((sum, row) => sum + Number(row.count), 0)
  return {
    total: count(...UserStanding.options),
    ready: count('ready'),
    needAttention: count(...needAttention),
    contacts: count('contactOnly'),
    suspended: count('suspended'),
  }
}

async function countFreeNumbers(tx: TenantTx) {
  const { rows } = await sql<{ country: string; free: string; total: string }>`
    select country, count(*) as total,
      count(*) filter (where ${isIdle('n')}) as free
    from phone_number n where tenant_id = ${tx.tenantId} group by country order by country`.execute(tx.db)
  return rows.map((row) => ({ country: row.country, free: Number(row.free), total: Number(row.total) }))
}

/** Enough of them to find one who is not the reader. */
async function firstPeopleWithExtension(tx: TenantTx) {
  const rows = await tx.db
    .selectFrom('extension')
    .innerJoin('app_user', (join) =>
      join
        .onRef('app_user.id', '=', 'extension.user_id')
        .onRef('app_user.tenant_id', '=', 'extension.tenant_id')
        .on('app_user.state', '=', 'active'),
    )
    .select(['app_user.id', 'first_name', 'last_name', 'extension.number'])
    .where('extension.tenant_id', '=', tx.tenantId)
    .orderBy('extension.number')
    .limit(2)
    .execute()
  return rows.map((row) => ({ userId: row.id, name: `${row.first_name} ${row.last_name}`, extension: row.number }))
}

async function steps(
  tx: TenantTx,
  hasLicenses: boolean,
  numbers: readonly { total: number }[],
  hasPhoneUser: boolean,
): Promise<HomeView['steps']> {
  const call = await tx.db
    .selectFrom('call_record')
    .select('id')
    .where('tenant_id', '=', tx.tenantId)
    .where('answered_at', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  const count = numbers.reduce((sum, one) => sum + one.total, 0)
  return [
    { key: 'company', isDone: true, sentence: 'Company and first site' },
    { key: 'licenses', isDone: hasLicenses, sentence: hasLicenses ? 'Licences' : 'Add a licence type' },
    {
      key: 'numbers',
      isDone: count > 0,
      sentence: count > 0 ? `${count} phone ${count === 1 ? 'number' : 'numbers'}` : 'Claim a phone number',
    },
    {
      key: 'firstUser',
      isDone: hasPhoneUser,
      sentence: hasPhoneUser ? 'First user with a phone' : 'Create a user with an extension',
    },
    {
      key: 'firstCall',
      isDone: call !== undefined,
      sentence: call ? 'Someone made a call' : 'Make a first call',
    },
  ]
}
