import type { Id } from '../../../contract/ids.ts'
import type { Call } from './call.ts'

/** Who is in which live calls. */
export class Occupied {
  private readonly callsOf = new Map<Id, Set<Call>>()
  private readonly peopleIn = new Map<Call, readonly Id[]>()

  /** The caller and these people are in the call now, and nobody else. */
  set(call: Call, others: readonly Id[]): void {
    this.remove(call)
    const people = [call.caller.userId, ...others]
    this.peopleIn.set(call, people)
    for (const userId of people) {
      const calls = this.callsOf.get(userId)
      if (calls) calls.add(call)
      else this.callsOf.set(userId, new Set([call]))
    }
  }

  remove(call: Call): void {
    for (const userId of this.peopleIn.get(call) ?? []) {
      const calls = this.callsOf.get(userId)
      calls?.delete(call)
      if (calls?.size === 0) this.callsOf.delete(userId)
    }
    this.peopleIn.delete(call)
  }

  othersOf(userId: Id, call: Call): number {
    let count = 0
    for (const other of this.callsOf.get(userId) ?? []) if (other !== call && !other.isEmergency) count++
    return count
  }
}
