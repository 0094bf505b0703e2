import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'

/** What a mail, or the page behind its link, says of the person it is for. */
export interface Addressee {
  readonly userId: Id
  readonly name: string
  readonly firstName: string
  readonly lastName: string
  readonly username: string
  readonly email: string
  readonly state: 'active' | 'suspended' | 'deleted'
  /** The person's language, else their site's. */
  readonly language: string
  readonly company: string
  readonly slug: string
  readonly extension: string | null
  /** The primary number, E.164. */
  readonly number: string | null
}

/** Reads one addressee; undefined when there is no such person. */
export async function selectAddressee(tx: TenantTx, userId: Id): Promise<Addressee | undefined> {
  const row = await tx.db
    .selectFrom('app_user as u')
    .innerJoin('tenant as t', 't.id', 'u.tenant_id')
    .innerJoin('site as s', (join) => join.onRef('s.tenant_id', '=', 'u.tenant_id').onRef('s.id', '=', 'u.site_id'))
    .leftJoin('extension as e', (join) => join.onRef('e.tenant_id', '=', 'u.tenant_id').onRef('e.user_id', '=', 'u.id'))
    .leftJoin('phone_number as n', (join) =>
      join.onRef('n.tenant_id', '=', 'u.tenant_id').onRef('n.user_id', '=', 'u.id'),
    )
    .select([
      'u.first_name',
      'u.last_name',
      'u.username',
      'u.email',
      'u.state',
      'u.language',
      's.language as site_language',
    ])
    .select(['t.name as company', 't.slug', 'e.number as extension', 'n.e164'])
    .where('u.tenant_id', '=', tx.tenantId)
    .where('u.id', '=', userId)
    .orderBy('n.position')
    .limit(1)
    .executeTakeFirst()
  if (!row) return undefined
  const { first_name: firstName, last_name: lastName, username, email, state, company, slug, extension } = row
  const language = row.language ?? row.site_language
  const name = `${firstName} ${lastName}`
  return {
    userId,
    name,
    firstName,
    lastName,
    username,
    email,
    state,
    language,
    company,
    slug,
    extension,
    number: row.e164,
  }
}
