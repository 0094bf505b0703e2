import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readEssentials } from '../sip/essentials.ts'
import { Headers } from '../sip/headers.ts'
import { makeResponse } from '../sip/make-response.ts'
import { noBody, type SipRequest, type SipResponse } from '../sip/sip-message.ts'
import type { Flow } from '../transports/flow.ts'
import { timers } from './timers.ts'
import { TransactionTable } from './transaction-table.ts'

/** A far end that only listens. */
class SilentFlow implements Flow {
  readonly id = 'u192.0.2.1:5060'
  readonly transport = 'udp'
  readonly address = '192.0.2.1'
  readonly port = 5060
  readonly isOpen = true
  readonly isReliable: boolean
  readonly sent: string[] = []

  constructor(isReliable: boolean) {
    this.isReliable = isReliable
  }

  send(data: Buffer): void {
    this.sent.push(data.toString().split('\r\n')[0] ?? '')
  }
}

let table: TransactionTable
const seen: (number | string)[] = []
const events = {
  response: (response: SipResponse) => seen.push(response.status),
  failed: (status: number) => seen.push(`failed ${status}`),
}

beforeEach(() => {
  vi.useFakeTimers()
  seen.length = 0
  table = new TransactionTable({ open: 10 })
})
afterEach(() => {
  table.close()
  vi.useRealTimers()
})

function request(method: string, branch = 'z9hG4bKtest'): SipRequest {
  const headers = new Headers()
  headers.append('via', `SIP/2.0/UDP 127.0.0.1;branch=${branch}`)
  headers.append('from', '<sip:a@b>;tag=1')
  headers.append('to', '<sip:c@d>')
  headers.append('call-id', 'test')
  headers.append('cseq', `1 ${method}`)
  return { kind: 'request', method, uri: 'sip:c@d', headers, body: noBody }
}

function essentialsOf(message: SipRequest | SipResponse) {
  const essentials = readEssentials(message)
  if (typeof essentials === 'string') throw new Error(essentials)
  return essentials
}

function sendOver(flow: Flow, method: string) {
  const sent = request(method)
  const transaction = table.startClient('z9hG4bKtest', sent, flow, events)
  const answer = (status: number) => {
    const response = makeResponse(sent, status)
    table.receivedResponse(response, essentialsOf(response), flow)
  }
  return { transaction, answer }
}

function receiveOver(flow: Flow, method: string) {
  const received = request(method)
  return { received, transaction: table.startServer(received, essentialsOf(received), flow) }
}

describe('a request of ours (RFC 3261 §17.1)', () => {
  it('is repeated over UDP at growing intervals until we give up after 32 s', () => {
    const flow = new SilentFlow(false)
    sendOver(flow, 'INVITE')
    vi.advanceTimersByTime(timers.giveUp)
    expect(flow.sent).toHaveLength(7)
    expect(seen).toEqual(['failed 408'])
  })

  it('that is no INVITE is repeated at most every 4 s', () => {
    const flow = new SilentFlow(false)
    sendOver(flow, 'BYE')
    vi.advanceTimersByTime(timers.giveUp)
    expect(flow.sent).toHaveLength(11)
  })

  it('is sent once over a connection', () => {
    const flow = new SilentFlow(true)
    sendOver(flow, 'INVITE')
    vi.advanceTimersByTime(timers.giveUp)
    expect(flow.sent).toHaveLength(1)
    expect(seen).toEqual(['failed 408'])
  })

  it('fails when its connection breaks', () => {
    const flow = new SilentFlow(true)
    sendOver(flow, 'INVITE')
    table.flowClosed(flow)
    expect(seen).toEqual(['failed 503'])
  })

  it('acknowledges a refusal, again for each repetition, and reports it once', () => {
    const flow = new SilentFlow(false)
    const { answer } = sendOver(flow, 'INVITE')
    answer(486)
    answer(486)
    expect(flow.sent.slice(1)).toEqual(['ACK sip:c@d SIP/2.0', 'ACK sip:c@d SIP/2.0'])
    expect(seen).toEqual([486])
  })

  it('reports each repetition of an answer, which the caller must acknowledge (RFC 6026)', () => {
    const { answer } = sendOver(new SilentFlow(false), 'INVITE')
    answer(200)
    answer(200)
    expect(seen).toEqual([200, 200])
  })

  it('is cancelled only after a sign of life (RFC 3261 §9.1)', () => {
    const flow = new SilentFlow(true)
    const { transaction, answer } = sendOver(flow, 'INVITE')
    transaction.cancel('')
    expect(flow.sent).toEqual(['INVITE sip:c@d SIP/2.0'])
    answer(180)
    expect(flow.sent).toEqual(['INVITE sip:c@d SIP/2.0', 'CANCEL sip:c@d SIP/2.0'])
  })

  it('is given up soon after it was cancelled when there is no sign of life', () => {
    const flow = new SilentFlow(false)
    const { transaction } = sendOver(flow, 'INVITE')
    transaction.cancel('')
    vi.advanceTimersByTime(timers.silence)
    expect(seen).toEqual(['failed 408'])
    expect(flow.sent.every((line) => line.startsWith('INVITE'))).toBe(true)
  })

  it('rings no longer than Timer C without a sign', () => {
    const flow = new SilentFlow(true)
    const { answer } = sendOver(flow, 'INVITE')
    answer(180)
    vi.advanceTimersByTime(timers.ringing - 1_000)
    answer(180)
    vi.advanceTimersByTime(timers.ringing - 1_000)
    expect(flow.sent).toHaveLength(1)
    vi.advanceTimersByTime(2_000)
    expect(flow.sent.at(-1)).toBe('CANCEL sip:c@d SIP/2.0')
    vi.advanceTimersByTime(timers.giveUp)
    expect(seen).toContain('failed 408')
  })

  it('leaves nothing behind', () => {
    const { answer } = sendOver(new SilentFlow(false), 'INVITE')
    answer(200)
    vi.advanceTimersByTime(timers.giveUp + 1_000)
    expect(table.size).toBe(0)
  })
})

describe('a request to us (RFC 3261 §17.2)', () => {
  it('that is repeated gets the same answer again', () => {
    const flow = new SilentFlow(false)
    const { received, transaction } = receiveOver(flow, 'REGISTER')
    transaction.receivedAgain()
    expect(flow.sent).toEqual([])
    transaction.reply(200)
    table.findServer(received, essentialsOf(received))?.receivedAgain()
    expect(flow.sent).toEqual(['SIP/2.0 200 OK', 'SIP/2.0 200 OK'])
  })

  it('is answered finally once', () => {
    const flow = new SilentFlow(false)
    const { transaction } = receiveOver(flow, 'REGISTER')
    transaction.reply(200)
    transaction.reply(500)
    expect(flow.sent).toEqual(['SIP/2.0 200 OK'])
  })

  it('whose INVITE is refused repeats the refusal until the ACK', () => {
    const flow = new SilentFlow(false)
    const { transaction } = receiveOver(flow, 'INVITE')
    transaction.reply(486)
    vi.advanceTimersByTime(timers.t1 + 2 * timers.t1)
    expect(flow.sent).toHaveLength(3)
    transaction.receivedAck()
    vi.advanceTimersByTime(timers.giveUp)
    expect(flow.sent).toHaveLength(3)
  })

  it('lets every repetition of an answer pass (RFC 6026)', () => {
    const flow = new SilentFlow(false)
    const { received, transaction } = receiveOver(flow, 'INVITE')
    transaction.respond(makeResponse(received, 200))
    transaction.respond(makeResponse(received, 200))
    transaction.respond(makeResponse(received, 486))
    expect(flow.sent).toEqual(['SIP/2.0 200 OK', 'SIP/2.0 200 OK'])
  })

  it('is forgotten at once over a connection and after 32 s over UDP', () => {
    receiveOver(new SilentFlow(true), 'REGISTER').transaction.reply(200)
    expect(table.size).toBe(0)
    receiveOver(new SilentFlow(false), 'REGISTER').transaction.reply(200)
    expect(table.size).toBe(1)
    vi.advanceTimersByTime(timers.giveUp + 1_000)
    expect(table.size).toBe(0)
  })
})

describe('the table of transactions', () => {
  it('is full at its bound and free again when requests are answered', () => {
    const open = Array.from({ length: 10 }, (_, at) => {
      const received = request('REGISTER', `z9hG4bK${at}`)
      return table.startServer(received, essentialsOf(received), new SilentFlow(false))
    })
    expect(table.isFull).toBe(true)
    open[0]?.reply(200)
    expect(table.isFull).toBe(false)
  })

  it('finds requests of RFC 2543 clients, which have no branch of their own', () => {
    const received = request('REGISTER', 'old')
    const transaction = table.startServer(received, essentialsOf(received), new SilentFlow(false))
    expect(table.findServer(received, essentialsOf(received))).toBe(transaction)
  })
})
