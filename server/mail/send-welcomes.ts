import { sql } from 'kysely'
import type { NoWelcomeReason, WelcomesAnswer } from '../../contract/api/user-lists.ts'
import type { Id } from '../../contract/ids.ts'
import type { UserSelection } from '../../contract/user-filter.ts'
import type { Context } from '../access/context.ts'
import type { TenantTx } from '../db/database.ts'
import { telling } from '../events/telling.ts'
import { userIdsOf } from '../users/find-users.ts'
import { registeredUsers } from '../users/user-conditions.ts'
import { queueWelcomeMail } from './queue-mail.ts'

const mostNamed = 100

const messages: Readonly<Record<NoWelcomeReason, string>> = {
  noExtension: 'have no extension yet',
  suspended: 'are suspended',
  signedIn: 'have signed in already',
  gone: 'do not exist any more',
}

/** Queues welcome mails to many; who cannot use one is left out and named. Links of earlier mails stop working. */
export async function sendWelcomes(ctx: Context, selection: UserSelection, isDryRun: boolean): Promise<WelcomesAnswer> {
  return telling(ctx.house, ctx.tenantId, async (tx) => {
    const ids = 'ids' in selection ? selection.ids : await userIdsOf(tx, selection.filter, registeredUsers(ctx))
    const people = await peopleOf(tx, [...new Set(ids)])
    const able = people.filter(({ reason }) => reason === null)
    if (!isDryRun)
      await queueWelcomeMail(
        tx,
        able.map(({ id }) => id),
      )
    return { queued: able.length, leftOut: leftOut(people) }
  })
}

interface Person {
  readonly id: Id
  readonly name: string
  /** Why they get none; null for who does. */
  readonly reason: NoWelcomeReason | null
}

async function peopleOf(tx: TenantTx, ids: readonly Id[]): Promise<Person[]> {
  const { rows } = await sql<Person>`
    select w.id, coalesce(u.first_name || ' ' || u.last_name, '') as name,
      case when u.id is null then 'gone' when u.state = 'suspended' then 'suspended'
        when u.extension_key is null then 'noExtension' when u.last_sign_in_at is not null then 'signedIn' end as reason
    from unnest(${[...ids]}::uuid[]) as w(id)
    left join app_user u on u.tenant_id = ${tx.tenantId}::uuid and u.id = w.id and u.deleted_at is null
    order by u.sort_key, w.id`.execute(tx.db)
  return rows
}

function leftOut(people: readonly Person[]): WelcomesAnswer['leftOut'] {
  const reasons: NoWelcomeReason[] = ['noExtension', 'suspended', 'signedIn', 'gone']
  return reasons.flatMap((reason) => {
    const users = people.filter((person) => person.reason === reason)
    if (users.length === 0) return []
    const named = users.slice(0, mostNamed).map(({ id, name }) => ({ id, name }))
    return [{ reason, message: messages[reason], count: users.length, users: named }]
  })
}
