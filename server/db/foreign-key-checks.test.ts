import { expect, it } from 'vitest'
import { newId } from '../../contract/ids.ts'
import { freshDatabase, queryOnce } from '../../tests/kit/database.ts'

it.each(['app_user', 'sip_account'])(
  'finds the row of %s that a new one names by its primary key, also before anything was analyzed',
  async (table) => {
    const { owner } = await freshDatabase()
    // What PostgreSQL itself asks for each row of a table with a foreign key.
    const check = `select 1 from only ${table} x where tenant_id = '${newId()}' and id = '${newId()}' for key share of x`
    const plan = (await queryOnce(owner, `explain ${check}`)).map((row) => row['QUERY PLAN']).join('\n')
    expect(plan).toContain(`Index Scan using ${table}_pkey`)
  },
)
