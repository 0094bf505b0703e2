import type { Id } from '../../contract/ids.ts'
import type { PostalAddress } from '../../contract/texts.ts'
import type { TenantTx } from '../db/database.ts'
import { reachedOn } from '../users/reached-on.ts'

/** What a mail about an emergency call tells. */
export interface EmergencyFacts {
  readonly mailState: string
  readonly to: string
  readonly name: string
  readonly extension: string | null
  readonly numbers: readonly string[]
  readonly dialed: string
  readonly startedAt: Date
  readonly site: string
  readonly language: string
  readonly timeZone: string
  readonly address: PostalAddress
  readonly company: string
}

/** Reads what a mail about an emergency call tells; undefined when the mail or the call is gone. */
export async function selectEmergencyFacts(tx: TenantTx, mailId: Id, callId: Id): Promise<EmergencyFacts | undefined> {
  const row = await tx.db
    .selectFrom('mail as m')
    .innerJoin('call_record as c', (join) => join.onRef('c.tenant_id', '=', 'm.tenant_id').on('c.id', '=', callId))
    .innerJoin('app_user as u', (join) => join.onRef('u.tenant_id', '=', 'm.tenant_id').onRef('u.id', '=', 'm.user_id'))
    .innerJoin('site as s', (join) => join.onRef('s.tenant_id', '=', 'u.tenant_id').onRef('s.id', '=', 'u.site_id'))
    .innerJoin('tenant as t', 't.id', 'm.tenant_id')
    .select(['m.state as mailState', 'm.to_address as to', 'c.dialed', 'c.started_at as startedAt'])
    .select(['u.first_name', 'u.last_name', 'u.emergency_address', 's.name as site', 's.language', 's.time_zone'])
    .select(['s.address', 's.emergency_address as site_emergency_address', 't.name as company'])
    .select([reachedOn.extension.as('extension'), reachedOn.numbers.as('numbers')])
    .where('m.tenant_id', '=', tx.tenantId)
    .where('m.id', '=', mailId)
    .executeTakeFirst()
  if (!row) return undefined
  const { mailState, to, extension, numbers, dialed, startedAt, site, language, company } = row
  return {
    mailState,
    to,
    name: `${row.first_name} ${row.last_name}`,
    extension,
    numbers,
    dialed,
    startedAt,
    site,
    language,
    timeZone: row.time_zone,
    address: row.emergency_address ?? row.site_emergency_address ?? row.address,
    company,
  }
}
