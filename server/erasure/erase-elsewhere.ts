import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'
import { personalData } from '../db/personal-data.ts'
import { blanked, mentions, type TextKind } from './blank.ts'
import type { PersonalTerms } from './personal-terms.ts'

/** Blanked by a role of its own. */
const history = ['change', 'change_set', 'access_event']

interface Column {
  readonly table: string
  readonly column: string
  readonly kind: TextKind
}

/** Blanks a person in all that outlives them beside history, as the register of personal data names it: answers kept for a repeat, jobs, tasks. */
export async function eraseElsewhere(tx: TenantTx, userId: Id, terms: PersonalTerms): Promise<void> {
  await sql`delete from idempotency_key where tenant_id = ${tx.tenantId}::uuid and answer::text like ${`%${userId}%`}`.execute(
    tx.db,
  )
  for (const { table, column, kind } of await columnsToBlank(tx)) {
    const ref = sql.ref(column)
    await sql`update ${sql.table(table)} set ${ref} = ${blanked(ref, kind, terms)}
      where tenant_id = ${tx.tenantId}::uuid and ${mentions(ref, kind, terms)}`.execute(tx.db)
  }
}

/** Columns that keep what was said of people after they are gone, and in what type. */
async function columnsToBlank(tx: TenantTx): Promise<Column[]> {
  const registered = Object.entries(personalData)
    .filter(([, kind]) => kind === 'history')
    .map(([name]) => name)
    .filter((name) => !history.includes(name.split('.')[0] ?? ''))
  const { rows } = await sql<{ table: string; column: string; kind: string }>`
    select c.relname as table, a.attname as column, format_type(a.atttypid, null) as kind
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relname || '.' || a.attname = any(${registered}::text[])
    order by 1, 2`.execute(tx.db)
  return rows.flatMap(({ table, column, kind }) =>
    kind === 'text' || kind === 'jsonb' || kind === 'text[]' ? [{ table, column, kind }] : [],
  )
}
