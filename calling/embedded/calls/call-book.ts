import type { Id } from '../../../contract/ids.ts'
import type { CallingDirectory, CallOutcome } from '../../engine.ts'
import type { EngineLog } from '../engine-log.ts'
import { ExpiryQueue } from '../transactions/expiry-queue.ts'
import { timers } from '../transactions/timers.ts'
import type { Flow } from '../transports/flow.ts'
import type { Call } from './call.ts'
import { Occupied } from './occupied.ts'

const saveTries = 3
const maximumEnded = 20_000

/** Which side of a call a message comes from. */
export interface FoundCall {
  readonly call: Call
  readonly isFromCaller: boolean
}

/** All calls of this engine, live and just ended, and the only place that writes them down. */
export class CallBook {
  private readonly live = new Map<string, Call>()
  private readonly ended = new Map<string, Call>()
  private readonly occupied = new Occupied()
  private readonly saving = new Map<Id, Promise<void>>()
  private readonly directory: CallingDirectory
  private readonly log: EngineLog
  private readonly changed: (call: Call) => void
  /** Messages that cross the end of a call still find it. */
  private readonly forgetting = new ExpiryQueue<Call>(timers.giveUp, maximumEnded, (call) =>
    this.ended.delete(keyOf(call)),
  )

  constructor(directory: CallingDirectory, log: EngineLog, changed: (call: Call) => void) {
    this.directory = directory
    this.log = log
    this.changed = changed
  }

  get size(): number {
    return this.live.size
  }

  all(): Call[] {
    return [...this.live.values()]
  }

  onFlow(flow: Flow): Call[] {
    return this.all().filter((call) => call.legs.some((leg) => leg.flow.id === flow.id))
  }

  /** The call that a message within a dialog belongs to. */
  find(callId: string, fromTag: string, toTag: string): FoundCall | null {
    const ofCaller = this.byTag(callId, fromTag)
    if (ofCaller) return { call: ofCaller, isFromCaller: true }
    const ofCallee = this.byTag(callId, toTag)
    return ofCallee ? { call: ofCallee, isFromCaller: false } : null
  }

  private byTag(callId: string, tag: string): Call | undefined {
    const key = `${callId}|${tag}`
    return this.live.get(key) ?? this.ended.get(key)
  }

  /** Whether a call of this name lives: another of the same name would hide it, and it could not be ended any more. */
  isLive(callId: string, callerTag: string): boolean {
    return this.live.has(`${callId}|${callerTag}`)
  }

  started(call: Call): void {
    this.live.set(keyOf(call), call)
    this.occupied.set(call, [])
    this.note(call)
  }

  /** How many other calls a person is in, those that ring included; emergency calls never count. */
  othersOf(userId: Id, call: Call): number {
    return this.occupied.othersOf(userId, call)
  }

  /** Phones of these people ring now: those who look are told, but nothing new is written. */
  rings(call: Call, userIds: readonly Id[]): void {
    this.occupied.set(call, userIds)
    this.changed(call)
  }

  stopsRinging(call: Call): void {
    this.occupied.set(call, [])
  }

  answered(call: Call): void {
    call.answeredAt = new Date()
    this.occupied.set(call, call.callee ? [call.callee.userId] : [])
    call.giveUp = null
    this.note(call)
  }

  end(call: Call, outcome: CallOutcome): void {
    if (call.endedAt) return
    call.endedAt = new Date()
    call.outcome = outcome
    call.giveUp = null
    this.occupied.remove(call)
    if (this.live.get(keyOf(call)) === call) this.live.delete(keyOf(call))
    this.ended.set(keyOf(call), call)
    this.forgetting.add(call)
    this.note(call)
  }

  private note(call: Call): void {
    this.save(call)
    this.changed(call)
  }

  /** Writes of one call follow each other, so that the last one written is the last one made. */
  private save(call: Call): void {
    const record = call.asProgress()
    const before = this.saving.get(call.id) ?? Promise.resolve()
    const saved = before.then(() => this.write(() => this.directory.saveCall(record), call))
    this.saving.set(call.id, saved)
    void saved.then(() => {
      if (this.saving.get(call.id) === saved) this.saving.delete(call.id)
    })
  }

  private async write(save: () => Promise<void>, call: Call): Promise<void> {
    for (let attempt = 1; attempt <= saveTries; attempt++) {
      try {
        return await save()
      } catch (error) {
        this.log.error({ error, callId: call.id, attempt }, 'A call record could not be written')
      }
    }
  }

  /** Waits until everything is written. */
  async close(): Promise<void> {
    this.forgetting.close()
    await Promise.all(this.saving.values())
  }
}

function keyOf(call: Call): string {
  return `${call.names.callId}|${call.names.callerTag}`
}
