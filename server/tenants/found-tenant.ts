import type { SetupSpec } from '../../contract/api/setup.ts'
import { SiteSpec } from '../../contract/api/sites.ts'
import { fictionalNumbers } from '../../contract/countries.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { planAndApply } from '../changes/change-users.ts'
import { creating } from '../changes/make-intent.ts'
import type { ChangeTx } from '../changes/record-changes.ts'
import { addLicense } from '../licenses/create-license.ts'
import { countByCountry } from '../numbers/allowance-room.ts'
import { openAllowance, setBought } from '../numbers/allowance-store.ts'
import { addToInventory } from '../numbers/claim-numbers.ts'
import { numberKind } from '../numbers/number-facts.ts'
import { readNumbers } from '../numbers/read-numbers.ts'
import { ProblemError, problemAt } from '../problem-error.ts'
import { addProfile, foundingProfile } from '../profiles/create-profile.ts'
import { addSite } from '../sites/create-site.ts'
import { slugCandidates } from './slug.ts'

/** A company starts with room for what it brings along and this many more at home, until the operator says otherwise. */
const boughtAtFirst = 1000

export interface Founded {
  readonly adminId: Id
  readonly slug: string
  readonly siteId: Id
}

/** What a new company starts with; the administrator's password is set apart. */
export type FoundingSpec = Omit<SetupSpec, 'admin'> & { readonly admin: Omit<SetupSpec['admin'], 'password'> }

/**
 * Writes a new company with site, licences, numbers and its first administrator: whole or not at all. Who sets up the installation
 * is its operator too; the administrator of a further company is a customer, and sees none but their own.
 */
export async function foundTenant(
  ctx: Context,
  tx: ChangeTx,
  spec: FoundingSpec,
  isOperator: boolean,
): Promise<Founded> {
  const { company } = spec
  const slug = await freeSlug(tx, company.name)
  await tx.db
    .insertInto('tenant')
    .values({
      id: tx.tenantId,
      slug,
      name: company.name,
      country: company.country,
      language: company.language,
      time_zone: company.timeZone,
    })
    .execute()
  tx.record({
    entity: 'tenant',
    entityId: tx.tenantId,
    label: company.name,
    operation: 'create',
    before: null,
    after: { ...company, slug },
  })
  await addProfile(tx, foundingProfile)
  const { country, language, timeZone } = company
  const wish = {
    ...spec.site,
    country: spec.site.address.country ?? country,
    language,
    timeZone,
  }
  const site = await addSite(tx, SiteSpec.parse(wish))
  await openAllowance(tx)
  for (const license of spec.licenses) await addLicense(tx, license)
  await addOwnNumbers(ctx, tx, spec)
  const adminId = await addAdmin(ctx, tx, spec.admin, site.id)
  if (isOperator) await tx.db.insertInto('operator').values({ tenant_id: tx.tenantId, user_id: adminId }).execute()
  return { adminId, slug, siteId: site.id }
}

async function freeSlug(tx: ChangeTx, name: string): Promise<string> {
  const candidates = slugCandidates(name)
  const taken = await tx.db.selectFrom('tenant').select('slug').where('slug', 'in', candidates).execute()
  const free = candidates.find((slug) => !taken.some((row) => row.slug === slug))
  return free ?? `company-${tx.tenantId.slice(-12)}`
}

async function addOwnNumbers(ctx: Context, tx: ChangeTx, spec: FoundingSpec): Promise<void> {
  const { country } = spec.company
  const { numbers, unread } = readNumbers(spec.numbers, country)
  if (unread.length > 0) {
    const problems = unread
      .slice(0, 100)
      .map((one) => problemAt('/spec/numbers', 'field_invalid', `“${one.text}”: ${one.reason}`))
    throw new ProblemError('validation_failed', `${unread.length} of the numbers could not be read.`, problems)
  }
  const wanted = await untaken(ctx, fictionalNumbers(country, 100), spec.fictionalNumbers)
  const kinds = [...new Set([...numbers, ...wanted])].map((number) => numberKind(number, country))
  const bought = countByCountry(kinds)
  bought.set(country, (bought.get(country) ?? 0) + boughtAtFirst)
  for (const [code, count] of bought) await setBought(tx, code, count)
  await addToInventory(tx, kinds, 'own')
}

// Fictional numbers are for trying out: where another company of this installation has some, the next ones do as well. Behind the wall
// nobody sees whose they are, so the operator's door is asked.
async function untaken({ house }: Context, candidates: readonly string[], count: number): Promise<string[]> {
  if (count === 0) return []
  const owners = await house.db.asOperator('founding: fictional numbers that are taken', (db) =>
    db
      .selectFrom('number_owner')
      .select('e164')
      .where('e164', 'in', [...candidates])
      .execute(),
  )
  const taken = new Set(owners.map((row) => row.e164))
  return candidates.filter((number) => !taken.has(number)).slice(0, count)
}

async function addAdmin(ctx: Context, tx: ChangeTx, admin: FoundingSpec['admin'], siteId: Id): Promise<Id> {
  const intent = creating({ ...admin, username: admin.username ?? 'auto', site: siteId, role: 'admin' })
  await planAndApply(ctx, tx, [intent], 0)
  return intent.userId
}
