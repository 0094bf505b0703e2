import type { Id } from '../../contract/ids.ts'
import type { House } from '../house.ts'

/** All companies of the installation, for work that is done in each of them. `reason` says which. */
export async function everyTenant({ db }: Pick<House, 'db'>, reason: string): Promise<Id[]> {
  const rows = await db.asOperator(reason, (operator) => operator.selectFrom('tenant').select('id').execute())
  return rows.map(({ id }) => id)
}
