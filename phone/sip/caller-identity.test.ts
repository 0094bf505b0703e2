import { describe, expect, it } from 'vitest'
import { callerOf, readNameAddr, reasonOf } from './caller-identity.ts'

const message = (headers: Record<string, string>) => ({ getHeader: (name: string) => headers[name] })

describe('who calls', () => {
  it('is what the network asserts, before what the caller says', () => {
    const from = '"x7Kq" <sip:x7Kq@acme>;tag=1'
    const asserted = '"Łukasz Żółć" <sip:1043@acme>'
    expect(callerOf(message({ From: from, 'P-Asserted-Identity': asserted }))).toEqual({
      name: 'Łukasz Żółć',
      number: '1043',
    })
    expect(callerOf(message({ From: '李 小龍 <sip:1044@acme>;tag=1' }))).toEqual({ name: '李 小龍', number: '1044' })
  })

  it.each([
    ['"Ana \\"Ann\\" O\'Neill" <sip:1001@acme>', { name: 'Ana "Ann" O\'Neill', number: '1001' }],
    ['<sip:%2B14155550142@acme;user=phone>', { name: null, number: '+14155550142' }],
    ['<tel:+14155550142;phone-context=x>', { name: null, number: '+14155550142' }],
    ['"1042" <sip:1042@acme>', { name: null, number: '1042' }],
    ['sip:1042@acme;tag=9', { name: null, number: '1042' }],
    ['"Anonymous" <sip:anonymous@anonymous.invalid>', { name: 'Anonymous', number: '' }],
    ['"Reception, HQ <1>" <sip:100@acme>', { name: 'Reception, HQ <1>', number: '100' }],
    ['', null],
    ['<sip:acme>', null],
  ])('reads %s', (header, peer) => expect(readNameAddr(header)).toEqual(peer))

  it('is nobody known when nothing can be read', () => {
    expect(callerOf(message({}))).toEqual({ name: null, number: '' })
  })
})

describe('the reason of an end', () => {
  it('reads cause and text, with escapes', () => {
    expect(reasonOf(message({ Reason: 'SIP;cause=404;text="Nobody has \\"1999\\"."' }))).toEqual({
      status: 404,
      text: 'Nobody has "1999".',
    })
    expect(reasonOf(message({ Reason: 'SIP ;cause=200 ;text="Call completed elsewhere"' })).status).toBe(200)
    expect(reasonOf(message({}))).toEqual({ status: null, text: null })
  })
})
