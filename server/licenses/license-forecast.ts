import { sql } from 'kysely'
import type { LicenseForecast, LicenseView } from '../../contract/api/licenses.ts'
import { counted } from '../../contract/plain-words.ts'
import type { TenantTx } from '../db/database.ts'

/** How many seats of a pool were in use at the end of a day. */
export interface UseOfDay {
  readonly daysAgo: number
  readonly used: number
}

const dayMs = 24 * 3600_000
const leastDays = 7

/** How fast a pool fills and when it is used up, as far as its records tell. */
export async function readForecast(
  tx: TenantTx,
  license: LicenseView,
  people: number | null,
): Promise<LicenseForecast> {
  const { rows } = await sql<UseOfDay>`
    select current_date - day as "daysAgo", used from license_use_day
    where tenant_id = ${tx.tenantId} and license_type_id = ${license.id} order by day desc`.execute(tx.db)
  return forecast(license, rows, new Date(), people)
}

type Pool = Pick<LicenseView, 'name' | 'used' | 'free' | 'suspended'>

/** As `readForecast`, from the records of the days, the youngest first. */
export function forecast(pool: Pool, days: readonly UseOfDay[], now: Date, people: number | null): LicenseForecast {
  const [last30Days, last90Days] = [30, 90].map((age) => growth(pool, days, age))
  const known = days.at(-1)?.daysAgo ?? 0
  const basis = last30Days !== null ? 30 : known
  const grown = last30Days ?? growth(pool, days, known) ?? 0
  const runsOutOn = basis >= leastDays ? endOfPool(pool.free, grown / basis, now) : null
  return {
    last30Days: last30Days ?? null,
    last90Days: last90Days ?? null,
    runsOutOn,
    sentence: sentenceOf(pool, basis, grown, runsOutOn),
    moreNeeded: people === null ? null : Math.max(0, people - pool.free),
  }
}

/** Null while the records do not reach back so far. */
function growth({ used }: Pool, days: readonly UseOfDay[], age: number): number | null {
  const then = days.find(({ daysAgo }) => daysAgo >= age)
  return then ? used - then.used : null
}

function endOfPool(free: number, perDay: number, now: Date): string | null {
  if (free <= 0 || perDay <= 0) return null
  const days = free / perDay
  // Nobody plans for later, and a date ten years ahead would pretend to know.
  return days > 3650 ? null : new Date(now.getTime() + days * dayMs).toISOString().slice(0, 10)
}

function sentenceOf({ name, free, suspended }: Pool, basis: number, grown: number, runsOutOn: string | null): string {
  if (free <= 0) {
    const reclaim = suspended > 0 ? ` ${suspended} could be reclaimed from suspended people.` : ''
    return `No ${name} licence is free.${reclaim}`
  }
  if (basis < leastDays)
    return `In use ${basis === 0 ? 'since today' : `for ${counted(basis, 'day')} so far`}: too short to say when they run out.`
  const pace = `In the last ${counted(basis, 'day')}, ${grown} more came into use`
  if (runsOutOn) return `${pace}. At this pace the ${free} free ones last until ${runsOutOn}.`
  return grown > 0
    ? `${pace}. At this pace the ${free} free ones last for years.`
    : `In the last ${counted(basis, 'day')} no more came into use, so the ${free} free ones do not run out.`
}
