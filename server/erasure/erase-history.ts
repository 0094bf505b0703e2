import { type RawBuilder, sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'
import type { House } from '../house.ts'
import { blanked, erasedName, mentions, type TextKind } from './blank.ts'
import { bothTerms, type PersonalTerms, personalTerms } from './personal-terms.ts'

/**
 * Blanks a person in history, with the role that may do this and nothing else: what was recorded of them is gone, and wherever else they are
 * named another name stands. Doing it again does no harm.
 */
export async function eraseHistory(
  house: Pick<House, 'db'>,
  tenantId: Id,
  userId: Id,
  known: PersonalTerms,
): Promise<void> {
  await house.db.asEraser(tenantId, async (tx) => {
    const terms = bothTerms(known, await personalTerms(tx, userId))
    await blankTheirChanges(tx, userId)
    await blankTheirActs(tx, userId)
    if (terms.anywhere.length + terms.whole.length === 0) return
    await blankMentions(
      tx,
      'change',
      ['label', 'before', 'after'],
      terms,
      sql`, erased_at = coalesce(erased_at, now())`,
    )
    await blankMentions(tx, 'change_set', ['summary', 'actor_name'], terms)
    await blankTheirSummaries(tx, terms)
    await blankMentions(tx, 'access_event', ['actor_name', 'about'], terms)
  })
}

/** What history says of them and of their phones. */
async function blankTheirChanges(tx: TenantTx, userId: Id): Promise<void> {
  await sql`
    update change set label = ${erasedName}, before = null, after = '{}', erased_at = coalesce(erased_at, now())
    where tenant_id = ${tx.tenantId}::uuid and entity in ('user', 'leaving') and entity_id = ${userId}
      and operation <> 'erase'`.execute(tx.db)
  await sql`
    update change set label = ${erasedName}, before = null, after = '{}', erased_at = coalesce(erased_at, now())
    where tenant_id = ${tx.tenantId}::uuid and entity = 'device'
      and ${userId} in (before ->> 'userId', after ->> 'userId')`.execute(tx.db)
}

/** Where a change set was about nobody else, its sentence may name them in other ways: by the name of their phone. */
async function blankTheirSummaries(tx: TenantTx, { names }: PersonalTerms): Promise<void> {
  const alone: PersonalTerms = { anywhere: names, whole: [], names: [] }
  const summary = sql.ref('summary')
  await sql`
    update change_set s set summary = ${blanked(summary, 'text', alone)}
    where s.tenant_id = ${tx.tenantId}::uuid and ${mentions(summary, 'text', alone)} and not exists (
      select from change c where c.tenant_id = s.tenant_id and c.change_set_id = s.id and c.erased_at is null)`.execute(
    tx.db,
  )
}

/** What they did stays, without their name. */
async function blankTheirActs(tx: TenantTx, userId: Id): Promise<void> {
  await sql`
    update change_set set actor_name = ${erasedName}
    where tenant_id = ${tx.tenantId}::uuid and actor_kind = 'user' and actor_id = ${userId}`.execute(tx.db)
  await sql`
    update access_event set actor_name = ${erasedName}, address = ''
    where tenant_id = ${tx.tenantId}::uuid and (actor_id = ${userId} or about = ${userId})`.execute(tx.db)
}

const kinds: Readonly<Record<string, TextKind>> = { before: 'jsonb', after: 'jsonb' }

async function blankMentions(
  tx: TenantTx,
  table: 'change' | 'change_set' | 'access_event',
  columns: readonly string[],
  terms: PersonalTerms,
  also: RawBuilder<unknown> = sql``,
): Promise<void> {
  const kindOf = (column: string) => kinds[column] ?? 'text'
  const sets = columns.map((column) => sql`${sql.ref(column)} = ${blanked(sql.ref(column), kindOf(column), terms)}`)
  const tests = columns.map((column) => mentions(sql.ref(column), kindOf(column), terms))
  await sql`update ${sql.table(table)} set ${sql.join(sets)} ${also}
    where tenant_id = ${tx.tenantId}::uuid and (${sql.join(tests, sql` or `)})`.execute(tx.db)
}
