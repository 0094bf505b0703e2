import { sql } from 'kysely'
import type { Context, PublicContext } from '../access/context.ts'
import type { TenantTx } from '../db/database.ts'
import type { House } from '../house.ts'
import { ProblemError } from '../problem-error.ts'
import { apiTokenPrefix } from './api-tokens.ts'
import { isSecretOf, type PresentedToken, readToken } from './secret-tokens.ts'
import { tokenInCookies } from './session-cookie.ts'
import { sessionDays } from './sessions.ts'

/** What a request brings along to say who sends it. */
export interface RequestIdentity extends Omit<PublicContext, 'house'> {
  readonly cookieHeader: string | undefined
  readonly authorization: string | undefined
}

type WhoActs = Omit<Context, keyof PublicContext>

/**
 * Who sends this request, by API token or session cookie; null when nobody is signed in. Asks the database every time, so
 * that a session ended, a token revoked or a user suspended is out with the next request. Refuses a wrong API token by name.
 */
export async function authenticate(house: House, request: RequestIdentity): Promise<Context | null> {
  const who = await whoActs(house, request)
  if (!who) return null
  const { requestId, address, userAgent, isLocal } = request
  return { house, requestId, address, userAgent, isLocal, ...who }
}

async function whoActs(house: House, request: RequestIdentity): Promise<WhoActs | null> {
  const bearer = /^Bearer +(\S+)$/i.exec(request.authorization ?? '')?.[1]
  if (bearer) {
    const token = readToken(bearer, apiTokenPrefix)
    const holder = token && (await house.db.inTenant(token.tenantId, (tx) => holderOfApiToken(tx, token)))
    if (!holder) throw new ProblemError('token_invalid', 'This API token is wrong or was revoked.')
    return holder
  }
  const token = readToken(tokenInCookies(request.cookieHeader) ?? '')
  return token && house.db.inTenant(token.tenantId, (tx) => holderOfSession(tx, token))
}

async function holderOfSession(tx: TenantTx, token: PresentedToken): Promise<WhoActs | null> {
  const row = await tx.db
    .selectFrom('session as s')
    .innerJoin('app_user as u', (join) => join.onRef('u.tenant_id', '=', 's.tenant_id').onRef('u.id', '=', 's.user_id'))
    .leftJoin('operator as o', (join) => join.onRef('o.tenant_id', '=', 'u.tenant_id').onRef('o.user_id', '=', 'u.id'))
    .select(['s.secret_hash', 'u.id', 'u.first_name', 'u.last_name', 'u.role', 'o.user_id as operator_id'])
    .select(sql<boolean>`s.last_seen_at < now() - interval '1 minute'`.as('is_stale'))
    .where('s.tenant_id', '=', tx.tenantId)
    .where('s.id', '=', token.id)
    .where('s.expires_at', '>', sql<Date>`now()`)
    .where('u.state', '=', 'active')
    .executeTakeFirst()
  if (!row || !isSecretOf(token, row.secret_hash)) return null
  if (row.is_stale) await prolong(tx, token)
  return {
    tenantId: tx.tenantId,
    actor: { kind: 'user', id: row.id, name: `${row.first_name} ${row.last_name}` },
    role: row.role,
    isOperator: row.operator_id !== null,
    source: 'console',
    userId: row.id,
    sessionId: token.id,
  }
}

// At most once a minute: reading must not become writing.
async function prolong(tx: TenantTx, token: PresentedToken): Promise<void> {
  await tx.db
    .updateTable('session')
    .set({ last_seen_at: sql<Date>`now()`, expires_at: sql<Date>`now() + make_interval(days => ${sessionDays})` })
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', token.id)
    .execute()
}

async function holderOfApiToken(tx: TenantTx, token: PresentedToken): Promise<WhoActs | null> {
  const row = await tx.db
    .selectFrom('api_token')
    .select(['name', 'secret_hash'])
    .select(sql<boolean>`coalesce(last_used_at < now() - interval '1 minute', true)`.as('is_stale'))
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', token.id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (!row || !isSecretOf(token, row.secret_hash)) return null
  if (row.is_stale) await noteUse(tx, token)
  return {
    tenantId: tx.tenantId,
    actor: { kind: 'apiToken', id: token.id, name: row.name },
    role: 'admin',
    isOperator: false,
    source: 'api',
    userId: null,
    sessionId: null,
  }
}

async function noteUse(tx: TenantTx, token: PresentedToken): Promise<void> {
  await tx.db
    .updateTable('api_token')
    .set({ last_used_at: sql<Date>`now()` })
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', token.id)
    .execute()
}
