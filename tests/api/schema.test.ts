import { type RawBuilder, sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { constraintMeanings, internalConstraints } from '../../server/db/constraints.ts'
import { personalData } from '../../server/db/personal-data.ts'
import { testRoles } from '../kit/database.ts'
import { houseOfThisFile } from '../kit/house.ts'

// What PostgreSQL's catalogue says of the schema after all migrations ran on an empty database.

const house = houseOfThisFile()

async function ask<T>(query: RawBuilder<T>): Promise<T[]> {
  return (await query.execute(house().owner)).rows
}

/** Read before a tenant is known, or by nobody's tenant: each with the reason why it is not behind the wall. */
const globalTables: Readonly<Record<string, string>> = {
  installation: 'one row about the installation itself',
  migration: 'which migrations ran; the application cannot read it',
  number_stock: 'what the operator has to give, before it is anybody’s',
}

/** Global by their key, and behind the wall all the same: they say which tenant something belongs to. */
const keyedGlobally = ['tenant', 'number_owner', 'sip_username']

let tables: { name: string; hasTenant: boolean; isWalled: boolean; isForced: boolean }[]

beforeAll(async () => {
  tables = await ask(sql<(typeof tables)[number]>`
    select c.relname as name, c.relrowsecurity as "isWalled", c.relforcerowsecurity as "isForced",
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id') as "hasTenant"
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`)
})

describe('the wall', () => {
  it('is forced around every table but the few global ones', () => {
    const open = tables.filter((table) => !table.isWalled || !table.isForced).map((table) => table.name)
    expect(open).toEqual(Object.keys(globalTables))
  })

  it('has one policy for reading and writing of one tenant alone on each table, on the tenant’s id', async () => {
    const policies = await ask(sql<{ table: string; using: string; check: string }>`
      select tablename as table, qual as using, with_check as check from pg_policies where policyname = 'tenant_wall' order by 1`)
    const walled = tables.filter((table) => table.isWalled).map((table) => table.name)
    expect(policies.map((policy) => policy.table)).toEqual(walled)
    for (const { table, using, check } of policies) {
      const key = table === 'tenant' ? 'id' : 'tenant_id'
      expect(using).toBe(`(${key} = (current_setting('offhook.tenant'::text))::uuid)`)
      expect(check).toBe(using)
    }
  })

  it('has no other door than these', async () => {
    const others = await ask(sql<{ door: string }>`
      select policyname || ' ' || cmd || ' on ' || tablename || ' to ' || array_to_string(roles, ',') as door
      from pg_policies where policyname <> 'tenant_wall' order by 1`)
    expect(others.map(({ door }) => door)).toEqual([
      ...['access_event', 'change', 'change_set'].map((table) => `eraser_wall ALL on ${table} to ${testRoles.eraser}`),
      `lookup SELECT on sip_username to ${testRoles.app}`,
      `lookup SELECT on tenant to ${testRoles.app}`,
      ...['call_record', 'job', 'number_owner', 'registration', 'tenant'].map(
        (table) => `operator_reads SELECT on ${table} to ${testRoles.operator}`,
      ),
    ])
  })

  it('stands before roles that cannot climb it', async () => {
    const strong = await ask(sql<{ name: string }>`
      select rolname as name from pg_roles
      where rolname in (${testRoles.app}, ${testRoles.operator}, ${testRoles.eraser}) and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)`)
    expect(strong).toEqual([])
    const owned = await ask(sql<{ name: string }>`
      select relname as name from pg_class where relowner in (select oid from pg_roles where rolname in (${testRoles.app}, ${testRoles.operator}, ${testRoles.eraser}))`)
    expect(owned).toEqual([])
  })

  it('lets the application add to history and read it, and nothing more', async () => {
    const grants = await ask(sql<{ table: string; rights: string }>`
      select table_name as table, string_agg(privilege_type, ' ' order by privilege_type) as rights
      from information_schema.role_table_grants where grantee = ${testRoles.app} group by 1 order by 1`)
    const rights = Object.fromEntries(grants.map((grant) => [grant.table, grant.rights]))
    for (const table of ['change', 'change_set', 'access_event']) expect(rights[table]).toBe('INSERT SELECT')
    expect(rights.tenant).toBe('INSERT SELECT UPDATE')
    expect(rights.migration).toBeUndefined()
    expect(rights.installation).toBe('SELECT')
    expect(Object.values(rights).join(' ')).not.toMatch(/TRUNCATE|REFERENCES|TRIGGER/)
  })
})

it('lets the eraser blank what history says of people, and nothing more', async () => {
  const columns = await ask(sql<{ column: string }>`
    select table_name || '.' || column_name as column from information_schema.column_privileges
    where grantee = ${testRoles.eraser} and privilege_type = 'UPDATE' order by 1`)
  expect(columns.map(({ column }) => column)).toEqual([
    'access_event.about',
    'access_event.actor_name',
    'access_event.address',
    'change.after',
    'change.before',
    'change.erased_at',
    'change.label',
    'change_set.actor_name',
    'change_set.summary',
  ])
  const rights = await ask(sql<{ right: string }>`
    select distinct privilege_type as right from information_schema.role_table_grants where grantee = ${testRoles.eraser}`)
  expect(rights.map(({ right }) => right)).toEqual(['SELECT'])
})

describe('the tenant comes first', () => {
  it('in every primary key, unique constraint and index of a walled table', async () => {
    const indexes = await ask(sql<{ table: string; index: string; first: string }>`
      select t.relname as table, i.relname as index, a.attname as first
      from pg_index x join pg_class t on t.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
      join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0]
      where t.relnamespace = 'public'::regnamespace order by 1, 2`)
    const isGlobal = (table: string) => table in globalTables || keyedGlobally.includes(table)
    const wrong = indexes.filter(({ table, first }) => !isGlobal(table) && first !== 'tenant_id')
    // Workers look for due jobs of all tenants, and then claim within one.
    expect(wrong.map(({ index }) => index)).toEqual(['job_due_idx'])
  })

  it('in every foreign key between walled tables', async () => {
    const keys = await ask(sql<{ name: string; first: string; target: string }>`
      select k.conname as name, a.attname as first, f.relname as target
      from pg_constraint k join pg_class t on t.oid = k.conrelid join pg_class f on f.oid = k.confrelid
      join pg_attribute a on a.attrelid = t.oid and a.attnum = k.conkey[1]
      where k.contype = 'f' and t.relnamespace = 'public'::regnamespace order by 1`)
    expect(keys.length).toBeGreaterThan(20)
    const wrong = keys.filter(({ first }) => first !== 'tenant_id')
    expect(wrong.map(({ name }) => name)).toEqual(['phone_number_owner_fkey'])
  })

  it('has an index under every foreign key to a user, or an undo would read whole tables', async () => {
    const missing = await ask(sql<{ name: string }>`
      select k.conname as name from pg_constraint k
      where k.contype = 'f' and k.confrelid = 'app_user'::regclass and not exists (
        select from pg_index x where x.indrelid = k.conrelid and x.indpred is null
          and (x.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey)`)
    expect(missing).toEqual([])
  })
})

describe('constraints', () => {
  it('each mean something to people, or can only be met by a bug of ours', async () => {
    const names = await ask(sql<{ name: string }>`
      select conname as name from pg_constraint where connamespace = 'public'::regnamespace and contype in ('p', 'u', 'f', 'c', 'x')
      union select i.relname from pg_index x join pg_class i on i.oid = x.indexrelid
      where x.indisunique and i.relnamespace = 'public'::regnamespace order by 1`)
    const isKnown = (name: string) => name in constraintMeanings || internalConstraints.some((one) => one.test(name))
    expect(names.map(({ name }) => name).filter((name) => !isKnown(name))).toEqual([])
    const all = names.map(({ name }) => name)
    expect(Object.keys(constraintMeanings).filter((name) => !all.includes(name))).toEqual([])
  })
})

describe('personal data', () => {
  it('lies only in columns that the register names', async () => {
    const columns = await ask(sql<{ name: string }>`
      select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
        and a.atttypid in ('text'::regtype, 'text[]'::regtype, 'varchar'::regtype, 'jsonb'::regtype, 'json'::regtype)
      order by 1`)
    const names = columns.map(({ name }) => name)
    expect(names.filter((name) => !(name in personalData))).toEqual([])
    expect(Object.keys(personalData).filter((name) => !names.includes(name))).toEqual([])
  })
})

it('is the schema that was written down: who changes it, sees it here', async () => {
  const columns = await ask(sql<{ line: string }>`
    select c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
      || case when a.attnotnull then ' not null' else '' end
      || case when a.attcollation = '"C"'::regcollation then ' collate "C"' else '' end
      || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as line
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped order by c.relname, a.attname`)
  const constraints = await ask(sql<{ line: string }>`
    select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) as line
    from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n' order by 1`)
  const indexes = await ask(sql<{ line: string }>`
    select indexdef as line from pg_indexes where schemaname = 'public' order by indexname`)
  const text = [columns, constraints, indexes].map((lines) => lines.map(({ line }) => line).join('\n')).join('\n\n')
  await expect(`${text}\n`).toMatchFileSnapshot('schema.snapshot.txt')
})
