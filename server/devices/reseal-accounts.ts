import { sql } from 'kysely'
import type { TenantTx } from '../db/database.ts'
import type { Secrets } from '../home/secrets.ts'
import type { House } from '../house.ts'
import { everyTenant } from '../tenants/every-tenant.ts'
import { sealContext } from './credentials.ts'

const atOnce = 500

/** Seals the digests of SIP accounts with the active key where an older one did, so that the older one is needed no more. */
export async function resealAccounts(house: Pick<House, 'db' | 'secrets'>): Promise<void> {
  for (const id of await everyTenant(house, 're-seal: list tenants')) {
    let after: string | undefined = '00000000-0000-0000-0000-000000000000'
    while (after) {
      const from: string = after
      after = await house.db.inTenant(id, (tx) => resealSome(tx, house.secrets, from))
    }
  }
}

interface Sealed {
  readonly id: string
  readonly ha1_md5: string
  readonly ha1_sha256: string
}

/** The next accounts in the order of their ids; answers the last one looked at, undefined when there are no more. */
async function resealSome(tx: TenantTx, secrets: Secrets, after: string): Promise<string | undefined> {
  const rows = await tx.db
    .selectFrom('sip_account')
    .select(['id', 'ha1_md5', 'ha1_sha256'])
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(atOnce)
    .execute()
  const fresh = rows.filter((row) => !secrets.isCurrent(row.ha1_md5)).flatMap((row) => sealedAnew(row, secrets) ?? [])
  if (fresh.length > 0) {
    await sql`
      update sip_account a set ha1_md5 = f.md5, ha1_sha256 = f.sha256
      from unnest(${fresh.map((one) => one.id)}::uuid[], ${fresh.map((one) => one.ha1_md5)}::text[],
        ${fresh.map((one) => one.ha1_sha256)}::text[]) as f(id, md5, sha256)
      where a.tenant_id = ${tx.tenantId} and a.id = f.id`.execute(tx.db)
  }
  return rows.at(-1)?.id
}

/** Undefined for what none of our keys opens: whoever asks for that account hears of it. */
function sealedAnew({ id, ha1_md5, ha1_sha256 }: Sealed, secrets: Secrets): Sealed | undefined {
  const context = sealContext(id)
  const again = (sealed: string) => secrets.seal(secrets.open(sealed, context), context)
  try {
    return { id, ha1_md5: again(ha1_md5), ha1_sha256: again(ha1_sha256) }
  } catch {
    return undefined
  }
}
