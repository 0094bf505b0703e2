import { sql } from 'kysely'
import type { CallProgress } from '../../calling/engine.ts'
import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'
import { telling } from '../events/telling.ts'
import type { House } from '../house.ts'
import { queueEmergencyMails } from '../mail/queue-emergency-mail.ts'

type RecordHouse = Pick<House, 'db' | 'events'>

const gatherMs = 20

interface Waiting {
  readonly record: CallProgress
  readonly written: PromiseWithResolvers<void>
}

/**
 * Writes call records down together: what comes within 20 ms, and while the batch before is being written, becomes one statement
 * and one announcement per company.
 */
export class CallRecords {
  readonly #house: RecordHouse
  #waiting: Waiting[] = []
  #writing: Promise<void> | null = null

  constructor(house: RecordHouse) {
    this.#house = house
  }

  /** Settles when the record is written, or cannot be. Of one call, save the next only then. */
  save(record: CallProgress): Promise<void> {
    const written = Promise.withResolvers<void>()
    this.#waiting.push({ record, written })
    this.#writing ??= this.#writeAll()
    return written.promise
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      await new Promise((done) => setTimeout(done, gatherMs))
      const batch = this.#waiting
      this.#waiting = []
      for (const ofTenant of Map.groupBy(batch, ({ record }) => record.tenantId).values()) await this.#write(ofTenant)
    }
    this.#writing = null
  }

  /** What one phone says must not keep the others' calls from being written: a batch that is refused is tried one by one. */
  async #write(batch: readonly Waiting[]): Promise<void> {
    try {
      await saveCalls(
        this.#house,
        batch.map(({ record }) => record),
      )
      for (const { written } of batch) written.resolve()
    } catch (error) {
      if (batch.length > 1) for (const one of batch) await this.#write([one])
      else batch[0]?.written.reject(error)
    }
  }
}

async function saveCalls(house: RecordHouse, records: readonly CallProgress[]): Promise<void> {
  const [first] = records
  if (!first) return
  const people = new Set(records.flatMap(({ callerUserId, calleeUserId }) => [callerUserId, calleeUserId ?? []].flat()))
  await telling(house, first.tenantId, async (tx) => {
    const begun = await upsertCalls(tx, records)
    await queueEmergencyMails(
      tx,
      records.filter((record) => begun.has(record.id)),
    )
    tx.touch(
      'call',
      records.map((record) => record.id),
      [...people],
    )
  })
}

/** Answers which of the calls were not known before. */
async function upsertCalls(tx: TenantTx, records: readonly CallProgress[]): Promise<Set<Id>> {
  const rows = records.map((record) => ({
    id: record.id,
    sip_call_id: record.sipCallId.slice(0, 256),
    caller_user_id: record.callerUserId,
    callee_user_id: record.calleeUserId,
    dialed: record.dialed.slice(0, 128),
    is_anonymous: record.isAnonymous,
    started_at: record.startedAt,
    answered_at: record.answeredAt,
    ended_at: record.endedAt,
    outcome: record.outcome,
  }))
  const written = await sql<{ id: Id; isNew: boolean }>`
    insert into call_record (tenant_id, id, sip_call_id, caller_user_id, callee_user_id, dialed, is_anonymous, started_at, answered_at, ended_at, outcome)
    select t.id, r.* from tenant t cross join json_to_recordset(${JSON.stringify(rows)}::json)
      as r(id uuid, sip_call_id text, caller_user_id uuid, callee_user_id uuid, dialed text, is_anonymous boolean, started_at timestamptz,
        answered_at timestamptz, ended_at timestamptz, outcome text)
    where t.id = ${tx.tenantId}
    on conflict (tenant_id, id) do update set callee_user_id = excluded.callee_user_id, is_anonymous = excluded.is_anonymous,
      answered_at = excluded.answered_at, ended_at = excluded.ended_at, outcome = excluded.outcome
    returning id, xmax = 0 as "isNew"`.execute(tx.db)
  return new Set(written.rows.filter((row) => row.isNew).map((row) => row.id))
}
