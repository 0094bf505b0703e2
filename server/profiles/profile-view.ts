import { sql } from 'kysely'
import type { ProfileView } from '../../contract/api/profiles.ts'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'
import { refuseMissing } from '../problem-error.ts'
import { countDiffering } from './differing-people.ts'

function profiles(tx: TenantTx) {
  return tx.db
    .selectFrom('profile as p')
    .leftJoin('license_type as l', (join) =>
      join.onRef('l.tenant_id', '=', 'p.tenant_id').onRef('l.id', '=', 'p.license_type_id'),
    )
    .selectAll('p')
    .select('l.name as license_name')
    .select(
      sql<string>`(select count(*) from app_user u where u.tenant_id = p.tenant_id and u.profile_id = p.id and u.deleted_at is null)`.as(
        'people',
      ),
    )
    .select(
      sql<
        { id: Id; name: string }[]
      >`(select coalesce(json_agg(json_build_object('id', s.id, 'name', s.name) order by s.name_key), '[]')
        from site s where s.tenant_id = p.tenant_id and s.default_profile_id = p.id)`.as('sites'),
    )
    .where('p.tenant_id', '=', tx.tenantId)
}

/** All profiles by name. */
export async function readProfiles(tx: TenantTx): Promise<ProfileView[]> {
  const rows = await profiles(tx).orderBy('p.name_key').execute()
  const views: ProfileView[] = []
  for (const row of rows) views.push(await profileView(tx, row))
  return views
}

/** One profile; refuses with `not_found`. */
export async function readProfile(tx: TenantTx, id: Id): Promise<ProfileView> {
  const row = await profiles(tx).where('p.id', '=', id).executeTakeFirst()
  return row ? profileView(tx, row) : refuseMissing('profile')
}

type ProfileRow = Awaited<ReturnType<ReturnType<typeof profiles>['execute']>>[number]

async function profileView(tx: TenantTx, row: ProfileRow): Promise<ProfileView> {
  const { license, ...defaults } = row.defaults
  const named = license ? { id: license, name: row.license_name ?? '' } : null
  const people = Number(row.people)
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    isDefault: row.is_default,
    defaults: { ...defaults, ...(license !== undefined && { license: named }) },
    numberPool: row.number_pool,
    extensions: row.extensions,
    locks: row.locks,
    people,
    differing: people > 0 ? await countDiffering(tx, row) : 0,
    sites: row.sites,
  }
}
