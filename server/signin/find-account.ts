import type { Id } from '../../contract/ids.ts'
import { textKey } from '../../contract/text-keys.ts'
import type { TenantTx } from '../db/database.ts'
import type { House } from '../house.ts'
import { refuseField } from '../problem-error.ts'

/** Where somebody who is not signed in yet says to belong. */
export interface Destination {
  readonly tenantId: Id
  /** The slug of a company that is not there; nobody may notice that it is not. */
  readonly unknownCompany: string | null
}

/**
 * The company that was named, or the only one. A company that is not there stands in for the first, so that the same
 * work is done and the same attempts are counted. Null: nothing is set up yet.
 */
export async function findDestination(house: House, company: string | undefined): Promise<Destination | null> {
  const tenants = house.db.global.selectFrom('tenant').select('id')
  const slug = company?.toLowerCase() ?? ''
  const [named, [first, second]] = await Promise.all([
    tenants.where('slug', '=', slug).executeTakeFirst(),
    tenants.orderBy('id').limit(2).execute(),
  ])
  if (!first) return null
  if (named) return { tenantId: named.id, unknownCompany: null }
  if (slug) return { tenantId: first.id, unknownCompany: slug }
  if (second) refuseField('/company', 'field_required', 'Name your company: there is more than one here.')
  return { tenantId: first.id, unknownCompany: null }
}

export interface Account {
  readonly id: Id
  readonly name: string
  readonly username: string
  readonly email: string
  readonly state: 'active' | 'suspended' | 'deleted'
  readonly passwordHash: string | null
}

/** The person with this username, else the only one with this e-mail address. One query, whoever is found. */
export async function findAccount(tx: TenantTx, name: string): Promise<Account | null> {
  const key = textKey(name)
  const rows = await tx.db
    .selectFrom('app_user as u')
    .leftJoin('password as p', (join) => join.onRef('p.tenant_id', '=', 'u.tenant_id').onRef('p.user_id', '=', 'u.id'))
    .select(['u.id', 'u.first_name', 'u.last_name', 'u.username', 'u.username_key', 'u.email', 'u.state', 'p.hash'])
    .where('u.tenant_id', '=', tx.tenantId)
    .where('u.deleted_at', 'is', null)
    .where((eb) => eb.or([eb('u.username_key', '=', key), eb('u.email_key', '=', key)]))
    .limit(3)
    .execute()
  const named = rows.find((row) => row.username_key === key)
  // With three rows the one with the username may be missing; but then the address is not unique either.
  const row = named ?? (rows.length === 1 ? rows[0] : undefined)
  if (!row) return null
  return {
    id: row.id,
    name: `${row.first_name} ${row.last_name}`,
    username: row.username,
    email: row.email,
    state: row.state,
    passwordHash: row.hash,
  }
}
