import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { newId } from '../../../contract/ids.ts'
import type { SipAccount } from '../../engine.ts'
import { MemoryDirectory } from '../../testing/memory-directory.ts'
import { Headers } from '../sip/headers.ts'
import { noBody, type SipRequest } from '../sip/sip-message.ts'
import { AccountCache } from './account-cache.ts'
import { ChallengeChoice } from './challenge-choice.ts'
import { isRightAnswer, parseDigestAnswer } from './digest.ts'
import { FailedAttempts } from './failed-attempts.ts'
import { Nonces, nonceLifetimeMs } from './nonce.ts'

describe('a digest answer', () => {
  // RFC 7616 §3.9.1; the HA1 values are those of Mufasa, http-auth@example.org, "Circle of Life".
  const account: SipAccount = {
    tenantId: newId(),
    accountId: newId(),
    userId: newId(),
    username: 'Mufasa',
    ha1Md5: '3d78807defe7de2157e2b0b6573a855f',
    ha1Sha256: '7987c64c30e25f1b74be53f966b49b90f2808aa92faf9a00262392d7b4794232',
    isSuspended: false,
  }
  const answerOf = (algorithm: string, response: string) =>
    parseDigestAnswer(
      `Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", algorithm=${algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", nc=00000001, cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", qop=auth, response="${response}"`,
    )

  it.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ])('of RFC 7616 is right with %s', (algorithm, response) => {
    const answer = answerOf(algorithm, response)
    expect(answer && isRightAnswer(answer, account, 'GET')).toBe(true)
    expect(answer && isRightAnswer(answer, account, 'PUT')).toBe(false)
    expect(answer && isRightAnswer(answer, undefined, 'GET')).toBe(false)
  })

  it.each([
    ['another scheme', 'Basic QWxhZGRpbg=='],
    ['another algorithm', 'Digest username="a", nonce="n", response="r", algorithm=SHA-512'],
    ['a missing part', 'Digest username="a", nonce="n"'],
    ['a broken quote', 'Digest username="a, nonce="n", response="r'],
    ['qop without nc', 'Digest username="a", nonce="n", response="r", qop=auth'],
  ])('with %s is none', (_what, value) => {
    expect(parseDigestAnswer(value)).toBeNull()
  })
})

describe('a nonce', () => {
  const now = Date.now()

  it('is recognised by whoever has the key, also after a restart', () => {
    const key = randomBytes(32)
    const nonce = new Nonces(key).make(now)
    expect(new Nonces(key).isOurs(nonce)).toBe(true)
    expect(new Nonces(randomBytes(32)).isOurs(nonce)).toBe(false)
    expect(new Nonces(key).isOurs(nonce.replace(/^./, 'z'))).toBe(false)
    expect(new Nonces(key).isOurs('x')).toBe(false)
  })

  it('is the same for a repetition of the same request, and for no other', () => {
    const nonces = new Nonces(randomBytes(32))
    const at = now - (now % 16_000)
    expect(nonces.makeFor('one', at)).toBe(nonces.makeFor('one', at + 500))
    expect(nonces.makeFor('one', at)).not.toBe(nonces.makeFor('two', at))
    expect(nonces.isOurs(nonces.makeFor('one', at))).toBe(true)
    expect(nonces.isFresh(nonces.makeFor('one', at), at + 500)).toBe(true)
  })

  it('is fresh for five minutes', () => {
    const nonces = new Nonces(randomBytes(32))
    const nonce = nonces.make(now)
    expect(nonces.isFresh(nonce, now + nonceLifetimeMs - 1)).toBe(true)
    expect(nonces.isFresh(nonce, now + nonceLifetimeMs)).toBe(false)
  })

  it('counts upwards only', () => {
    const nonces = new Nonces(randomBytes(32))
    const nonce = nonces.make(now)
    expect([1, 2, 2, 1, 5].map((count) => nonces.use(nonce, count, now))).toEqual([true, true, false, false, true])
  })
})

describe('wrong passwords', () => {
  const now = Date.now()

  it('silence one username at one address for a time that grows, and nobody else', () => {
    const failures = new FailedAttempts()
    for (let count = 0; count < 10; count++) failures.failed('192.0.2.1', 'alice', now)
    expect(failures.isSilent('192.0.2.1', 'alice', now + 4_000)).toBe(true)
    expect(failures.isSilent('192.0.2.1', 'alice', now + 6_000)).toBe(false)
    expect(failures.isSilent('192.0.2.1', 'bob', now)).toBe(false)
    expect(failures.isSilent('192.0.2.9', 'alice', now)).toBe(false)
    failures.failed('192.0.2.1', 'alice', now + 6_000)
    expect(failures.isSilent('192.0.2.1', 'alice', now + 15_000)).toBe(true)
  })

  it('in great number from one address get no answers, while right ones still pass', () => {
    const failures = new FailedAttempts()
    for (let count = 0; count < 101; count++) failures.failed('192.0.2.1', `guess${count}`, now)
    expect(failures.failed('192.0.2.1', 'another', now)).toBe(true)
    expect(failures.isSilent('192.0.2.1', 'alice', now)).toBe(false)
  })

  it('are forgiven by a right one', () => {
    const failures = new FailedAttempts()
    for (let count = 0; count < 9; count++) failures.failed('192.0.2.1', 'alice', now)
    failures.succeeded('192.0.2.1', 'alice')
    failures.failed('192.0.2.1', 'alice', now)
    expect(failures.isSilent('192.0.2.1', 'alice', now)).toBe(false)
  })
})

describe('a challenge', () => {
  function registerOf(cseq: number, userAgent = 'A Phone'): SipRequest {
    const headers = new Headers()
    headers.append('from', '<sip:a@b>;tag=1')
    headers.append('call-id', 'one')
    headers.append('cseq', `${cseq} REGISTER`)
    headers.append('user-agent', userAgent)
    return { kind: 'request', method: 'REGISTER', uri: 'sip:b', headers, body: noBody }
  }

  it('offers MD5 alone to a phone that left two challenges unanswered', () => {
    const choice = new ChallengeChoice()
    const offers = [1, 1, 2, 3].map((cseq) => choice.algorithmsFor(registerOf(cseq), '192.0.2.1').length)
    expect(offers).toEqual([2, 2, 2, 1])
    choice.answered(registerOf(4), '192.0.2.1')
    expect(choice.algorithmsFor(registerOf(5), '192.0.2.1')).toHaveLength(2)
  })

  it.each(['sipp', 'baresip v1.0.0 (x86_64/linux)'])('offers MD5 alone to %s, which stumbles otherwise', (name) => {
    expect(new ChallengeChoice().algorithmsFor(registerOf(1, name), '192.0.2.1')).toEqual(['MD5'])
  })
})

describe('the cache of accounts', () => {
  it('asks once for many, never remembers that there is nobody, and asks again after a change', async () => {
    const directory = new MemoryDirectory()
    const tenantId = newId()
    let asked = 0
    const find = directory.findAccount.bind(directory)
    directory.findAccount = (username) => {
      asked++
      return find(username)
    }
    const cache = new AccountCache(directory)
    expect(await cache.find('alice')).toBeUndefined()
    const alice = directory.add(tenantId, { username: 'alice' })
    expect(await Promise.all([cache.find('alice'), cache.find('alice')])).toEqual([alice.account, alice.account])
    expect(asked).toBe(2)
    expect(cache.peek('alice')).toBe(alice.account)
    cache.forgetUsers(tenantId, new Set([alice.userId]))
    expect(cache.peek('alice')).toBeUndefined()
  })

  it('does not keep what it was told before a change', async () => {
    const directory = new MemoryDirectory()
    const tenantId = newId()
    const alice = directory.add(tenantId, { username: 'alice' })
    const stale = { ...alice.account }
    let answers = 0
    directory.findAccount = async () => {
      answers++
      if (answers === 1) cache.forgetUsers(tenantId, new Set([alice.userId]))
      return answers === 1 ? stale : alice.account
    }
    const cache = new AccountCache(directory)
    expect(await cache.find('alice')).toBe(alice.account)
  })
})
