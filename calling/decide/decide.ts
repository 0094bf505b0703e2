import type { CallPlan, RejectStep } from './call-plan.ts'
import { CallRouting } from './call-routing.ts'
import type { CallParty, CallSituation, DialedCall } from './call-situation.ts'
import { forbiddenOutside } from './calling-permission.ts'
import { afterThinking, layOut, type Route, reject } from './route.ts'

/**
 * Decides one call: emergency numbers first, then the caller's rights, then whom the dialed extension or number rings here, then the outside. What the
 * callee wants is asked on the way there.
 */
export function decide(call: DialedCall, situation: CallSituation, now: Date): CallPlan {
  const { callee } = situation
  const dialed = withoutSeparators(call.dialed)
  if (situation.emergencyNumbers.includes(dialed)) return emergency(dialed, situation)
  const route = refuseCaller(call, situation) ?? routeTo(call, dialed, situation, now)
  return { steps: layOut(route), isEmergency: false, calleeUserId: callee?.userId ?? null }
}

/** No restriction, licence, suspension or busy line stands before an emergency call; only a missing trunk does. */
function emergency(dialed: string, situation: CallSituation): CallPlan {
  const text = situation.hasTrunk
    ? `Emergency calls to ${dialed} cannot be carried yet. Use a mobile phone.`
    : `Emergency calls to ${dialed} are not possible: no trunk to the outside is connected. Use a mobile phone.`
  return { steps: [reject(503, 'No Emergency Route', text)], isEmergency: true, calleeUserId: null }
}

function refuseCaller({ callsOfCaller }: DialedCall, { caller }: CallSituation): RejectStep | null {
  if (caller.userId === null) return null
  const { displayName, userId } = caller
  const refuse = (phrase: string, text: string, sentence: string): RejectStep => ({
    ...reject(403, phrase, text),
    because: [{ kind: 'refused', isTaken: true, sentence: `${displayName} ${sentence}`, userId }],
  })
  if (caller.isSuspended) {
    const text = 'Your account is suspended: only emergency numbers can be called.'
    return refuse('Account Suspended', text, 'is suspended, and may call emergency numbers only')
  }
  if (!caller.mayCall) {
    return refuse('Calling Not Licensed', 'Your license does not include calls.', 'has no licence for calls')
  }
  const { maxConcurrentCalls } = caller.services.calls
  if (maxConcurrentCalls !== null && callsOfCaller >= maxConcurrentCalls) {
    const most = maxConcurrentCalls === 1 ? 'one call' : `${maxConcurrentCalls} calls`
    const text = `You are in ${most} already, and more at a time are not allowed.`
    return refuse('Too Many Calls', text, `is in ${most} already`)
  }
  return null
}

function routeTo(call: DialedCall, dialed: string, situation: CallSituation, now: Date): Route {
  const { callee, caller, number } = situation
  if (callee) {
    if (callee.userId === caller.userId) return reject(486, 'Own Number', 'This is your own number.')
    const thought = { kind: 'number', isTaken: true, userId: callee.userId, sentence: belongs(dialed, callee) } as const
    return afterThinking([thought], new CallRouting(situation, call.asksPrivacy, now).toCallee(callee))
  }
  if (situation.isOwnNumber)
    return reject(404, 'Not Found', `${number?.e164 ?? dialed} rings nobody here at the moment.`)
  return number && caller.userId !== null ? outside(number, caller, situation) : unknownNumber(dialed)
}

function belongs(dialed: string, callee: CallParty): string {
  const { extension, displayName } = callee
  const known = extension !== null && extension !== dialed ? `, ${extension}` : ''
  return `${dialed} belongs to ${displayName}${known}`
}

/** Permission is asked before the trunk, so that the words do not change on the day on which there is one. */
function outside(number: NonNullable<CallSituation['number']>, caller: CallParty, { hasTrunk }: CallSituation): Route {
  const forbidden = forbiddenOutside(caller, number)
  if (forbidden) return reject(403, forbidden.phrase, `This call is not allowed: ${forbidden.reason}.`)
  const text = hasTrunk
    ? `Calls to outside numbers such as ${number.e164} cannot be carried yet.`
    : `Calls to outside numbers such as ${number.e164} need a trunk, and none is connected.`
  return reject(403, 'No Trunk', text)
}

function unknownNumber(dialed: string): Route {
  return reject(404, 'Not Found', `Nobody here has the number ${dialed}.`)
}

/** RFC 3966 §5.1.1: people and phones put visual separators into numbers. Names are left as they are. */
function withoutSeparators(dialed: string): string {
  return /^[+\d\s().-]+$/.test(dialed) ? dialed.replace(/[\s().-]/g, '') : dialed
}
