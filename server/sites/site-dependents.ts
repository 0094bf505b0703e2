import { sql } from 'kysely'
import type { SiteDependents } from '../../contract/api/sites.ts'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'
import { formatNumber } from '../numbers/format-number.ts'
import { refuseMissing } from '../problem-error.ts'
import { readSites } from './site-view.ts'

const mostNames = 8

/** Who and what depends on a site. */
export async function readSiteDependents(tx: TenantTx, id: Id): Promise<SiteDependents> {
  const sites = await readSites(tx)
  const site = sites.find((one) => one.id === id) ?? refuseMissing('site')
  const alsoGoes = [
    site.mainNumber &&
      `Its main number ${formatNumber(site.mainNumber)} stays the company’s and is nobody’s main number any more.`,
    site.emergencyContacts.length > 0 &&
      `${site.emergencyContacts.join(', ')} ${site.emergencyContacts.length === 1 ? 'hears' : 'hear'} of its emergency calls no more.`,
    `Its extensions ${site.extensions.from} to ${site.extensions.to} are suggested no more; people keep theirs.`,
  ]
  return {
    people: { count: site.users, first: await firstNames(tx, id, 'living') },
    leavers: { count: site.leavers, first: await firstNames(tx, id, 'leavers') },
    alsoGoes: alsoGoes.filter((sentence) => typeof sentence === 'string'),
    refusal: sites.length === 1 ? `${site.name} is the only site: everybody needs one.` : null,
  }
}

function firstNames(tx: TenantTx, id: Id, which: 'living' | 'leavers') {
  return tx.db
    .selectFrom('app_user')
    .select(['id', sql<string>`first_name || ' ' || last_name`.as('name')])
    .where('tenant_id', '=', tx.tenantId)
    .where('site_id', '=', id)
    .where('deleted_at', which === 'living' ? 'is' : 'is not', null)
    .orderBy('sort_key')
    .limit(mostNames)
    .execute()
}
