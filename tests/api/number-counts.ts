import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import type { FileHouse } from '../kit/house.ts'

/** What must be true of any company's numbers at any moment; each line names what breaks it. */
export async function numbersBroken(house: FileHouse, tenantId: Id): Promise<string[]> {
  const { rows } = await sql<{ what: string }>`
    with held as (select country, count(*)::int as count from phone_number where tenant_id = ${tenantId} and released_at is null group by country),
      allowed as (select * from number_allowance where tenant_id = ${tenantId})
    select 'held ' || coalesce(h.count, 0) || ' but counted ' || coalesce(a.used, 0) || ' in ' || coalesce(h.country, a.country) as what
      from held h full join allowed a on a.country = h.country where coalesce(h.count, 0) <> coalesce(a.used, 0)
    union all select 'drawn ' || drawn from number_pool where tenant_id = ${tenantId}
      and drawn <> coalesce((select sum(greatest(used - bought, 0)) from allowed), 0)
    union all select 'included ' || included from number_pool where tenant_id = ${tenantId}
      and included <> coalesce((select sum(p.owned * t.numbers_included) from license_pool p
        join license_type t on t.tenant_id = p.tenant_id and t.id = p.license_type_id where p.tenant_id = ${tenantId}), 0)
    union all select 'places of ' || user_id from phone_number where tenant_id = ${tenantId} and user_id is not null
      group by user_id having min(position) <> 0 or max(position) <> count(*) - 1
    union all select 'without owner: ' || n.e164 from phone_number n left join number_owner o on o.e164 = n.e164
      where n.tenant_id = ${tenantId} and o.tenant_id is distinct from n.tenant_id
    union all select 'owned but not held: ' || o.e164 from number_owner o
      where o.tenant_id = ${tenantId} and not exists (select from phone_number n where n.tenant_id = o.tenant_id and n.e164 = o.e164)
    union all select 'owned and in stock: ' || s.e164 from number_stock s join number_owner o on o.e164 = s.e164`.execute(
    house.owner,
  )
  return rows.map((row) => row.what)
}
