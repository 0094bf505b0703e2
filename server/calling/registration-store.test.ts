import { expect, it } from 'vitest'
import type { StoredRegistration } from '../../calling/engine.ts'
import { newId } from '../../contract/ids.ts'
import { addCompany, houseOfThisFile } from '../../tests/kit/house.ts'
import { loadRegistrations, saveRegistrations } from './registration-store.ts'

const house = houseOfThisFile()

function registration(tenantId: string, more: Partial<StoredRegistration> = {}): StoredRegistration {
  return {
    tenantId,
    accountId: newId(),
    userId: newId(),
    instance: 'one',
    contact: 'sip:a@192.0.2.1',
    path: [],
    transport: 'udp',
    source: '192.0.2.1:5060',
    userAgent: 'test',
    callId: 'call',
    cseq: 1,
    registeredAt: new Date(),
    expiresAt: new Date(Date.now() + 300_000),
    ...more,
  }
}

it('keeps everybody’s registrations, though one of the batch cannot be kept', async () => {
  const [{ tenantId }, { tenantId: other }] = [await addCompany(house()), await addCompany(house())]
  const good = [registration(tenantId), registration(tenantId), registration(other)]
  // No index takes a name of incompressible thousands of bytes, and no text a NUL.
  const tooLong = Array.from({ length: 300 }, newId).join('')
  const bad = [registration(tenantId, { instance: tooLong }), registration(other, { userAgent: 'a\0b' })]
  await saveRegistrations(house().db, [...bad, ...good], [])
  const kept = (await loadRegistrations(house().db)).map((one) => one.accountId)
  expect(kept.toSorted()).toEqual(good.map((one) => one.accountId).toSorted())
})
