import { type RawBuilder, sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import type { UserStanding } from '../../contract/user-standing.ts'

/**
 * How the user `u` of a query stands, the one truth for lists and counts. `registered` are users with a registered phone, all who
 * may be among the query's rows. Ready is who can call: a licence with calls, an extension or number, and has signed in or a phone.
 */
export function standingOf(registered: readonly Id[]): RawBuilder<UserStanding> {
  const isReachable = sql`(u.extension_key is not null or u.has_number)`
  const mayCall = sql`coalesce(u.license_type_id = any(array(
    select l.id from license_type l where l.tenant_id = current_setting('offhook.tenant')::uuid and 'calls' = any(l.entitlements))), false)`
  return sql<UserStanding>`case
    when u.state = 'suspended' then 'suspended'
    when u.license_type_id is null and not ${isReachable} then 'contactOnly'
    when not ${mayCall} or not ${isReachable} then 'incomplete'
    when u.last_sign_in_at is not null or u.id = any(${[...registered]}::uuid[]) then 'ready'
    else 'notSignedIn' end`
}

/** Whose turn it is to do something: the administrator's, or the person's own. */
export const needAttention: readonly UserStanding[] = ['incomplete', 'notSignedIn']
