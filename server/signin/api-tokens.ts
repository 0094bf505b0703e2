import { sql } from 'kysely'
import type { ApiTokenView } from '../../contract/api/setup.ts'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'
import { issueToken } from './secret-tokens.ts'

/** How every API token begins, so that people and scanners of repositories recognise one. */
export const apiTokenPrefix = 'offhook_'

/** Adds an API token with an administrator's rights. `token` is shown once and kept nowhere. */
export async function insertApiToken(tx: TenantTx, name: string): Promise<{ view: ApiTokenView; token: string }> {
  const token = issueToken(tx.tenantId, apiTokenPrefix)
  const row = await tx.db
    .insertInto('api_token')
    .values({ tenant_id: tx.tenantId, id: token.id, name, secret_hash: token.hash })
    .returning(['id', 'name', 'created_at', 'last_used_at'])
    .executeTakeFirstOrThrow()
  return { view: viewOf(row), token: token.text }
}

/** The tokens that work, newest first, without their secrets. */
export async function selectApiTokens(tx: TenantTx): Promise<ApiTokenView[]> {
  const rows = await tx.db
    .selectFrom('api_token')
    .select(['id', 'name', 'created_at', 'last_used_at'])
    .where('tenant_id', '=', tx.tenantId)
    .where('revoked_at', 'is', null)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(viewOf)
}

/** Makes a token useless at once; undefined when there is no such token in use. */
export async function revokeToken(tx: TenantTx, id: Id): Promise<ApiTokenView | undefined> {
  const row = await tx.db
    .updateTable('api_token')
    .set({ revoked_at: sql<Date>`now()` })
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning(['id', 'name', 'created_at', 'last_used_at'])
    .executeTakeFirst()
  return row && viewOf(row)
}

interface Row {
  id: string
  name: string
  created_at: Date
  last_used_at: Date | null
}

function viewOf(row: Row): ApiTokenView {
  return {
    id: row.id,
    name: row.name,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  }
}
