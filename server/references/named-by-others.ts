import { sql } from 'kysely'
import { fieldWords } from '../../contract/field-words.ts'
import type { Id } from '../../contract/ids.ts'
import type { UserSpec } from '../../contract/user-spec.ts'
import type { TenantTx } from '../db/database.ts'
import { fateOfNumber, type LeavingCase, type Reference, type ReferenceSource, type Settlement } from './reference.ts'
import { withoutTargets } from './replace-target.ts'

/** Forwarding of others that rings the leaver, by name or by a number of theirs. */
export const forwardingOfOthers: ReferenceSource = {
  kind: 'forwarding',
  label: 'Forwarding of others',
  columns: ['service_target.target', 'service_target.user_id'],
  sentence: 'Calls that colleagues forward to this person would be lost.',
  find: (tx, userIds) => namedBy(tx, userIds, 'services.forwarding.'),
  choices: () => ({
    all: [
      { value: 'successor', label: 'Rings the successor instead' },
      { value: 'remove', label: 'Is taken out' },
      { value: 'leave', label: 'Stays, and leads nowhere' },
    ],
    usual: 'successor',
  }),
  settle: settleForwarding,
}

/** Others who show a number of the leaver outside. */
export const callerIdsOfOthers: ReferenceSource = {
  kind: 'callerIds',
  label: 'Shown as caller ID by others',
  columns: [],
  sentence: 'Whoever is called sees a number of this person; calling back would reach nobody, or a successor.',
  find: (tx, userIds) => namedBy(tx, userIds, 'services.callerId.'),
  choices: () => ({
    all: [
      { value: 'remove', label: 'They show their usual number again' },
      { value: 'leave', label: 'They go on showing it' },
    ],
    usual: 'remove',
  }),
  settle: settleCallerIds,
}

async function namedBy(tx: TenantTx, userIds: readonly Id[], beginning: string): Promise<Reference[]> {
  const { rows } = await sql<{ user_id: Id; owner_id: Id; first_name: string; last_name: string; field: string }>`
    with pointed as (
      select u.id as user_id, u.id::text as target from unnest(${[...userIds]}::uuid[]) as u(id)
      union all select n.user_id, n.e164 from phone_number n
        where n.tenant_id = ${tx.tenantId}::uuid and n.user_id = any(${[...userIds]}::uuid[]))
    select distinct p.user_id, s.user_id as owner_id, o.first_name, o.last_name, s.field, o.sort_key
    from pointed p
    join service_target s on s.tenant_id = ${tx.tenantId}::uuid and s.target = p.target
    join app_user o on o.tenant_id = s.tenant_id and o.id = s.user_id
    where s.user_id <> p.user_id and o.deleted_at is null and starts_with(s.field, ${beginning})
    order by o.sort_key, s.user_id, s.field`.execute(tx.db)
  return rows.map((row) => ({
    userId: row.user_id,
    key: `${row.owner_id} ${row.field}`,
    label: `${row.first_name} ${row.last_name}: ${fieldWords(row.field)}`,
    ownerId: row.owner_id,
  }))
}

function settleForwarding(leaving: LeavingCase, found: readonly Reference[]): Settlement {
  const { leaver, successor, wish, owners } = leaving
  const fate = wish.choices.forwarding ?? (successor ? 'successor' : 'remove')
  const ids = ownersOf(found)
  if (ids.length === 0) return { steps: [] }
  if (fate === 'leave') return { steps: [`Forwarding of ${people(ids)} to ${leaver.name} stays and leads nowhere.`] }
  const by = fate === 'successor' ? (successor?.id ?? null) : null
  // A number that is handed over goes on ringing by itself.
  const lost = leaver.record.numbers.filter((number) => fateOfNumber(wish, number) !== 'successor')
  const gone = new Set([leaver.id, ...lost])
  const others = new Map<Id, UserSpec>()
  for (const id of ids) {
    const services = owners.get(id)?.record.services
    const forwarding = services ? withoutTargets(services, { gone, by, ownerId: id }) : {}
    if (Object.keys(forwarding).length > 0) others.set(id, { services: { forwarding } })
  }
  const what = by ? `rings ${successor?.name} instead` : `no longer rings ${leaver.name}`
  return { others, steps: others.size > 0 ? [`Forwarding of ${people([...others.keys()])} ${what}.`] : [] }
}

function settleCallerIds({ leaver, owners, wish }: LeavingCase, found: readonly Reference[]): Settlement {
  const fate = wish.choices.callerIds ?? 'remove'
  const stays = (number: string | null) =>
    number === null || fateOfNumber(wish, number) === 'successor' || fateOfNumber(wish, number) === 'keep'
  const ids = ownersOf(found).filter((id) => !stays(owners.get(id)?.record.services.callerId.number ?? null))
  if (ids.length === 0) return { steps: [] }
  if (fate === 'leave') return { steps: [`${named(ids, owners)} shows a number of ${leaver.name} as before.`] }
  const others = new Map<Id, UserSpec>(ids.map((id) => [id, { services: { callerId: { number: null } } }]))
  return { others, steps: [`${named(ids, owners)} shows the usual number again.`] }
}

function ownersOf(found: readonly Reference[]): Id[] {
  return [...new Set(found.flatMap(({ ownerId }) => ownerId ?? []))]
}

function people(ids: readonly Id[]): string {
  return ids.length === 1 ? 'one colleague' : `${ids.length.toLocaleString('en')} colleagues`
}

function named(ids: readonly Id[], owners: LeavingCase['owners']): string {
  const [first] = ids
  const record = first && ids.length === 1 ? owners.get(first)?.record : undefined
  return record ? `${record.firstName} ${record.lastName}` : `Each of ${people(ids)}`
}
