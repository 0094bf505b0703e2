import { sql } from 'kysely'
import type { LicenseView } from '../../contract/api/licenses.ts'
import type { NumberAllowance } from '../../contract/api/numbers.ts'
import type { HomeView } from '../../contract/api/setup.ts'
import { counted } from '../../contract/plain-words.ts'
import type { TenantTx } from '../db/database.ts'
import { allowanceView } from '../numbers/allowance.ts'

type Look = HomeView['attention'][number]

/** What runs out or went wrong, before somebody stumbles over it: failed tasks, licences and the allowance of numbers. */
export async function needsLook(tx: TenantTx, licenses: readonly LicenseView[]): Promise<Look[]> {
  return [
    ...failedTasks(await countFailedTasks(tx)),
    ...licenses.flatMap(scarceLicense),
    ...scarceNumbers(await allowanceView(tx)),
  ]
}

async function countFailedTasks(tx: TenantTx): Promise<number> {
  const { count } = await tx.db
    .selectFrom('task')
    .select(sql<string>`count(*)`.as('count'))
    .where('tenant_id', '=', tx.tenantId)
    .where('state', '=', 'failed')
    .where('finished_at', '>', sql<Date>`now() - interval '7 days'`)
    .executeTakeFirstOrThrow()
  return Number(count)
}

function failedTasks(count: number): Look[] {
  return count === 0 ? [] : [{ kind: 'tasks', sentence: `${counted(count, 'task')} failed in the last 7 days.` }]
}

/** Nearly used up: one in twenty or less is left. */
function isScarce(left: number, of: number): boolean {
  return of > 0 && left * 20 <= of
}

function scarceLicense({ name, owned, free, suspended }: LicenseView): Look[] {
  if (!isScarce(free, owned)) return []
  const held = suspended > 0 ? ` Suspended people hold ${digits(suspended)}: you can reclaim them.` : ''
  const left = free <= 0 ? 'none' : `only ${digits(free)}`
  return [{ kind: 'licenses', sentence: `${counted(owned, `${name} licence`)}, ${left} free.${held}` }]
}

function scarceNumbers({ countries }: NumberAllowance): Look[] {
  const names = new Intl.DisplayNames(['en'], { type: 'region' })
  return countries
    .filter(({ used, left }) => used > 0 && isScarce(left, used + left))
    .map(({ country, left, used }) => ({
      kind: 'allowance',
      sentence: `${names.of(country) ?? country}: ${counted(used, 'number')} held, ${left <= 0 ? 'no' : digits(left)} more allowed.`,
    }))
}

function digits(count: number): string {
  return count.toLocaleString('en-US')
}
