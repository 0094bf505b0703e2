import { join } from 'node:path'
import pg from 'pg'
import { type Id, newId } from '../../contract/ids.ts'
import type { UserSpec } from '../../contract/user-spec.ts'
import type { Context } from '../../server/access/context.ts'
import { changeUsers } from '../../server/changes/change-users.ts'
import type { House } from '../../server/house.ts'
import { claimNumbers } from '../../server/numbers/claim-numbers.ts'
import { loadStock } from '../../server/numbers/stock.ts'
import { createCompany, terminalContext } from '../../server/tenants/create-company.ts'
import { inHouseOf } from './house.ts'

/** A data folder with one company in it. */
export interface CompanyHome {
  readonly home: string
  readonly users: number
  readonly tenantId: Id
  readonly siteId: Id
  readonly apiToken: string
  /** SIP phones of the first users: at most `mostPhones`. */
  readonly phones: readonly Phone[]
}

export interface Phone {
  readonly username: string
  readonly password: string
  readonly extension: string
}

const mostPhones = 2_000
const chunkSize = 2_000
// No number ends in six digits that begin so: who searches for an extension finds one person.
const firstExtension = 600_001
const firstNumber = 12_122_000_000
/** Idle numbers for the users that a benchmark creates. */
const spareNumbers = 20_000

/** Makes a data folder with a company of that many users, by the product's own operations. */
export async function makeCompanyHome(folder: string, users: number): Promise<CompanyHome> {
  const home = join(folder, `home-${newId()}`)
  return inHouseOf(home, async (house, owner) => {
    const made = await createCompany(house, {
      company: { name: 'Benchmark', country: 'US', language: 'en-US', timeZone: 'America/New_York' },
      site: {
        name: 'HQ',
        address: { line1: '1 Main St', line2: '', city: 'Town', state: 'NY', postalCode: '10001', country: 'US' },
        extensions: { from: '600000', to: '899999' },
      },
      admin: { firstName: 'Ada', lastName: 'Admin', email: 'ada@bench.example', username: 'ada' },
      licenses: [{ name: 'Standard', entitlements: ['calls', 'directNumber', 'voicemail'], owned: 1_000_000 }],
      numbers: '',
      fictionalNumbers: 0,
    })
    const ctx = terminalContext(house, made.tenantId)
    await addNumbers(house, ctx, users + spareNumbers)
    const phones: Phone[] = []
    for (let first = 0; first < users; first += chunkSize) {
      phones.push(...(await addUsers(ctx, first, Math.min(users, first + chunkSize), made.siteId)))
    }
    if (users > 0) await analyze(owner)
    return { home, users, tenantId: made.tenantId, siteId: made.siteId, apiToken: made.apiToken, phones }
  })
}

async function addNumbers(house: House, ctx: Context, count: number): Promise<void> {
  const perRange = 10_000
  for (let from = firstNumber; from < firstNumber + count; from += perRange) {
    const last = Math.min(from + perRange, firstNumber + count) - 1
    await loadStock(house, 'US', `+${from} - +${last}`)
    await claimNumbers(
      ctx,
      Array.from({ length: last - from + 1 }, (_, index) => `+${from + index}`),
    )
  }
}

async function addUsers(ctx: Context, first: number, end: number, site: Id): Promise<Phone[]> {
  const indexes = Array.from({ length: end - first }, (_, index) => first + index)
  const intents = indexes.map((index) => ({
    userId: newId(),
    isNew: true,
    spec: {
      ...personOf(index),
      site,
      devices: index < mostPhones ? ['web' as const, 'desk' as const] : ['web' as const],
      // A few phones stand for many: they take more calls at once than people do.
    },
    expectedVersion: null,
    numbersOfDeleted: 'quarantine' as const,
  }))
  const { credentials } = await changeUsers(ctx, intents)
  return credentials.map(({ username, password }, index) => ({
    username,
    password,
    extension: String(firstExtension + first + index),
  }))
}

const firstNames = [
  'Maya',
  'Łukasz',
  'Chloé',
  'Ольга',
  'José',
  'Priya',
  'Mehmet',
  'Noa',
  'Kofi',
  'Ingrid',
  'Thu',
  'Amara',
]
const lastNames = [
  'Ortiz',
  'Żółć',
  'Lefèvre',
  'Кузнецова',
  'Núñez',
  'Sharma',
  'Yıldız',
  'Cohen',
  'Mensah',
  'Åström',
  'Park',
]

/** The person of that index: a name that others have too, all else their own. */
export function personOf(index: number): UserSpec {
  return {
    firstName: firstNames[index % firstNames.length] ?? '',
    lastName: `${lastNames[index % lastNames.length]} ${1 + (index % 997)}`,
    email: `person${index}@bench.example`,
    username: `person${index}`,
    license: 'Standard',
    extension: String(firstExtension + index),
    numbers: [`+${firstNumber + index}`],
    sendWelcome: false,
  }
}

async function analyze(owner: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(owner)
  await client.connect()
  await client.query('vacuum analyze').finally(() => client.end())
}
