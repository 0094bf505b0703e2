import { sql } from 'kysely'
import { countryOf, emergencyNumbersOfAll } from '../../contract/countries.ts'
import { type Id, newId } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'
import { enqueueMany } from '../jobs/job-store.ts'

/** A call that has just begun. */
export interface BegunCall {
  readonly id: Id
  readonly callerUserId: Id
  readonly dialed: string
}

/** Promises a mail to every emergency contact of the caller's site, for each of these calls that is one for help; whether it gets through does not matter. */
export async function queueEmergencyMails(tx: TenantTx, calls: readonly BegunCall[]): Promise<void> {
  const forHelp = calls
    .map((call) => ({ ...call, dialed: call.dialed.replace(/[^\d*#+]/g, '') }))
    .filter(({ dialed }) => emergencyNumbersOfAll.has(dialed))
  if (forHelp.length === 0) return
  const callers = await tx.db
    .selectFrom('app_user as u')
    .innerJoin('site as s', (join) => join.onRef('s.tenant_id', '=', 'u.tenant_id').onRef('s.id', '=', 'u.site_id'))
    .select(['u.id', 's.country', 's.emergency_contacts as contacts'])
    .where('u.tenant_id', '=', tx.tenantId)
    .where('u.id', '=', sql<Id>`any(${forHelp.map((call) => call.callerUserId)}::uuid[])`)
    .execute()
  const byId = new Map(callers.map((caller) => [caller.id, caller]))
  const mails = forHelp.flatMap((call) => {
    const caller = byId.get(call.callerUserId)
    if (!caller || !countryOf(caller.country).emergencyNumbers.includes(call.dialed)) return []
    return caller.contacts.map((to) => ({ id: newId(), userId: caller.id, callId: call.id, to }))
  })
  if (mails.length === 0) return
  await sql`
    insert into mail (tenant_id, id, user_id, kind, state, to_address)
    select t.id, m.id, m.user_id, 'emergencyCall', 'queued', m.to_address
    from tenant t cross join unnest(${mails.map((mail) => mail.id)}::uuid[], ${mails.map((mail) => mail.userId)}::uuid[],
      ${mails.map((mail) => mail.to)}::text[]) as m(id, user_id, to_address)
    where t.id = ${tx.tenantId}`.execute(tx.db)
  await enqueueMany(
    tx,
    'emergencyMail',
    mails.map(({ id, callId }) => ({ mailId: id, callId })),
  )
}
