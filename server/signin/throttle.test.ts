import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addCompany, testHouse } from './test-house.fixture.ts'
import { afterAttempt, countAttempt, patience, throttleKey } from './throttle.ts'

const now = new Date('2030-01-01T00:00:00Z')
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)

describe('afterAttempt', () => {
  it('lets the first attempts through and then doubles the wait up to its longest', () => {
    const waits: number[] = []
    let counter = { failures: 0, blockedUntil: now }
    for (let attempt = 0; attempt < 16; attempt++) {
      const at = counter.blockedUntil
      const next = afterAttempt(counter, patience.account, at)
      if ('waitS' in next) throw new Error('it waited long enough')
      waits.push((next.blockedUntil.getTime() - at.getTime()) / 1000)
      counter = next
    }
    expect(waits).toEqual([0, 0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300])
  })

  it('starts anew an hour after the last wait, and not before', () => {
    const counter = { failures: 12, blockedUntil: now }
    expect(afterAttempt(counter, patience.account, later(3601))).toMatchObject({ failures: 1 })
    expect(afterAttempt(counter, patience.account, later(3600))).toMatchObject({ failures: 13 })
  })

  it('never waits longer than its longest, whatever the counter says', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: -10_000, max: 10_000 }), (failures, seconds) => {
        const next = afterAttempt({ failures, blockedUntil: now }, patience.address, later(seconds))
        if ('waitS' in next) return next.waitS > 0
        return next.blockedUntil.getTime() - later(seconds).getTime() <= patience.address.longestWaitS * 1000
      }),
    )
  })
})

describe('throttleKey', () => {
  const secret = randomBytes(32)
  const same = (what: 'account' | 'address', a: string, b: string) =>
    throttleKey(secret, what, a).equals(throttleKey(secret, what, b))

  it('counts one name in whatever case, and one household of the internet', () => {
    expect(same('account', 'Maya', ' MAYA ')).toBe(true)
    expect(same('account', 'maya', 'mia')).toBe(false)
    expect(same('address', '192.0.2.7', '::ffff:192.0.2.7')).toBe(true)
    expect(same('address', '192.0.2.7', '192.0.2.8')).toBe(false)
    expect(same('address', '2001:db8:0:1::1', '2001:0db8:0000:0001:ffff::9')).toBe(true)
    expect(same('address', '2001:db8::1', '2001:db8:0:0:1:2:3:4')).toBe(true)
    expect(same('address', '2001:db8:0:1::1', '2001:db8:0:2::1')).toBe(false)
    expect(same('address', 'fe80::1%eth0', 'fe80::2%eth1')).toBe(true)
  })
})

describe('countAttempt', () => {
  it('lets through as many of 32 simultaneous attempts as are free, and one more', async () => {
    const house = await testHouse()
    const { tenantId } = await addCompany(house, 'acme')
    const key = throttleKey(randomBytes(32), 'account', 'maya')
    const waits = await Promise.all(
      Array.from({ length: 32 }, () => house.db.inTenant(tenantId, (tx) => countAttempt(tx, 'account', key))),
    )
    expect(waits.filter((wait) => wait === 0)).toHaveLength(patience.account.free + 1)
    expect(Math.max(...waits)).toBeLessThanOrEqual(2)
  })
})
