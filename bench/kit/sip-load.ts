import { freePort } from '../../calling/testing/free-port.ts'
import { type RunningSipp, type SippRun, startSipp } from '../../calling/testing/sipp.ts'
import type { Phone } from './company-home.ts'
import type { Workspace } from './workspace.ts'

/** Which phones sipp plays, against the server on that port of this machine. */
export interface SipTarget {
  readonly workspace: Workspace
  readonly port: number
  readonly phones: readonly Phone[]
  /** Where sipp sends from; without one, any port that is free. */
  readonly localPort?: number
}

const callMs = 200
/** How much later than planned a run may end when the server keeps up. */
const graceSeconds = 2

/** REGISTERs, each a challenge and an answer, that a server completes in a second when so many are always under way. */
export async function registerRate(target: SipTarget, count: number): Promise<{ perSecond: number; failed: number }> {
  const run = await start(target, { ...registering(target), calls: count, ratePerSecond: 50_000, maximumOpenCalls: 32 })
  const { successful, failed, seconds } = await run.done
  return { perSecond: successful / seconds, failed }
}

function registering({ port, phones, localPort }: SipTarget): Omit<SippRun, 'calls' | 'ratePerSecond'> {
  return {
    ...(localPort ? { localPort } : {}),
    scenario: 'register',
    target: `127.0.0.1:${port}`,
    transport: 'udp',
    lines: phones.map((phone) => [phone.username, credentials(phone), '3600']),
    timeoutSeconds: 180,
  }
}

/** Callees of a server, registered and waiting. */
export interface WaitingCallees {
  readonly phones: readonly Phone[]
  stop(): Promise<unknown>
}

/** Registers these phones at one socket, which then answers whatever rings: 180, 200, and it waits for the BYE. */
export async function startCallees(target: SipTarget): Promise<WaitingCallees> {
  const localPort = await freePort()
  const { phones } = target
  const registered = await start(target, {
    ...registering(target),
    localPort,
    calls: phones.length,
    ratePerSecond: 100,
  })
  const { successful } = await registered.done
  if (successful < phones.length) throw new Error(`Only ${successful} of ${phones.length} callees could register.`)
  const callees = await start(target, {
    scenario: 'callee',
    target: `127.0.0.1:${target.port}`,
    transport: 'udp',
    lines: [['unused']],
    localPort,
    calls: 10_000_000,
    ratePerSecond: 1,
    timeoutSeconds: 1_200,
  })
  return {
    phones,
    stop: () => endSipp(callees),
  }
}

/** What became of calls that were offered at a steady rate. */
export interface CallRun {
  readonly offered: number
  readonly failed: number
  /** Every call succeeded, and the last was over when it should be. */
  readonly keptUp: boolean
}

/** Offers calls at a rate for so many seconds: INVITE, 407, INVITE with credentials, 180, 200, ACK, 200 ms, BYE. */
export async function offerCalls(
  target: SipTarget,
  dialed: readonly string[],
  offered: number,
  seconds: number,
): Promise<CallRun> {
  const { port, phones } = target
  const calls = offered * seconds
  const run = await start(target, {
    scenario: 'caller',
    target: `127.0.0.1:${port}`,
    transport: 'udp',
    lines: phones.map((phone, index) => [phone.username, credentials(phone), dialed[index % dialed.length] ?? '']),
    calls,
    ratePerSecond: offered,
    callMs,
    timeoutSeconds: seconds + 30,
  })
  const result = await run.done
  const failed = calls - result.successful
  return { offered, failed, keptUp: failed === 0 && result.seconds <= seconds + callMs / 1_000 + graceSeconds }
}

async function start({ workspace }: SipTarget, run: SippRun): Promise<RunningSipp> {
  workspace.refuseIfClosing()
  const sipp = await startSipp(run)
  workspace.endsWith(sipp.done, () => endSipp(sipp))
  return sipp
}

function endSipp(sipp: RunningSipp): Promise<unknown> {
  sipp.kill()
  return sipp.done
}

/** What a phone answers to challenges with, as sipp reads it. */
function credentials({ username, password }: Phone): string {
  return `[authentication username=${username} password=${password}]`
}
