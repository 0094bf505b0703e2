import { sql } from 'kysely'
import type { LicenseView } from '../../contract/api/licenses.ts'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'
import { refuseMissing } from '../problem-error.ts'

function licenses(tx: TenantTx) {
  return tx.db
    .selectFrom('license_type as t')
    .innerJoin('license_pool as p', (join) =>
      join.onRef('p.tenant_id', '=', 't.tenant_id').onRef('p.license_type_id', '=', 't.id'),
    )
    .select(['t.id', 't.version', 't.name', 't.entitlements', 't.numbers_included', 'p.owned', 'p.used'])
    .select(
      sql<string>`(select count(*) from app_user u where u.tenant_id = t.tenant_id and u.license_type_id = t.id and u.state = 'suspended' and u.deleted_at is null)`.as(
        'suspended',
      ),
    )
    .where('t.tenant_id', '=', tx.tenantId)
}

/** All licence types in the order they were made, with their pools. */
export async function readLicenses(tx: TenantTx): Promise<LicenseView[]> {
  return (await licenses(tx).orderBy('t.id').execute()).map(licenseView)
}

/** One licence type; refuses with `not_found`. */
export async function readLicense(tx: TenantTx, id: Id): Promise<LicenseView> {
  const row = await licenses(tx).where('t.id', '=', id).executeTakeFirst()
  return row ? licenseView(row) : refuseMissing('licence')
}

type LicenseRow = Awaited<ReturnType<ReturnType<typeof licenses>['execute']>>[number]

function licenseView({ numbers_included: numbersIncluded, ...row }: LicenseRow): LicenseView {
  return { ...row, numbersIncluded, suspended: Number(row.suspended), free: row.owned - row.used }
}
