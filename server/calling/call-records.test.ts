import { expect, it } from 'vitest'
import type { CallProgress } from '../../calling/engine.ts'
import { newId } from '../../contract/ids.ts'
import { addCompany, houseOfThisFile } from '../../tests/kit/house.ts'
import { CallRecords } from './call-records.ts'

const house = houseOfThisFile()

function call(tenantId: string, more: Partial<CallProgress> = {}): CallProgress {
  return {
    id: newId(),
    tenantId,
    sipCallId: 'call',
    callerUserId: newId(),
    calleeUserId: newId(),
    dialed: '1002',
    isAnonymous: false,
    startedAt: new Date(),
    answeredAt: null,
    endedAt: null,
    outcome: null,
    ...more,
  }
}

async function written(tenantId: string) {
  return house().owner.selectFrom('call_record').selectAll().where('tenant_id', '=', tenantId).orderBy('id').execute()
}

it('writes what comes together at once, and tells of it once per company', async () => {
  const [{ tenantId }, { tenantId: other }] = [await addCompany(house()), await addCompany(house())]
  const records = new CallRecords(house())
  const calls = [...Array.from({ length: 50 }, () => call(tenantId)), call(other)]
  house().heard.length = 0
  await Promise.all(calls.map((one) => records.save(one)))
  expect((await written(tenantId)).map((row) => row.id)).toEqual(calls.slice(0, 50).map((one) => one.id))
  expect(await written(other)).toHaveLength(1)
  const told = house().heard.filter((event) => event.kind === 'call')
  expect(told.map((event) => event.ids?.length)).toEqual([50, 1])
  expect(new Set(told[0]?.userIds)).toEqual(
    new Set(calls.slice(0, 50).flatMap((one) => [one.callerUserId, one.calleeUserId])),
  )
})

it('keeps the last that was said of a call', async () => {
  const { tenantId } = await addCompany(house())
  const records = new CallRecords(house())
  const ringing = call(tenantId, { calleeUserId: null })
  const calleeUserId = newId()
  const answered = { ...ringing, calleeUserId, answeredAt: new Date() }
  const ended = { ...answered, endedAt: new Date(), outcome: 'answered' as const }
  for (const progress of [ringing, answered, ended]) await records.save(progress)
  expect(await written(tenantId)).toMatchObject([
    { id: ringing.id, callee_user_id: calleeUserId, answered_at: answered.answeredAt, outcome: 'answered' },
  ])
})

it('writes everybody’s calls, though one of the batch cannot be written', async () => {
  const { tenantId } = await addCompany(house())
  const records = new CallRecords(house())
  const good = [call(tenantId), call(tenantId), call(tenantId)]
  // No text takes a NUL.
  const bad = call(tenantId, { dialed: '1\u00002' })
  const results = await Promise.allSettled(
    [good[0], bad, good[1], good[2]].flatMap((one) => one ?? []).map((one) => records.save(one)),
  )
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
  expect((await written(tenantId)).map((row) => row.id)).toEqual(good.map((one) => one.id))
})
