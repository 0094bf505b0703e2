import type { CallAttempt, CallParty, CallPlan, CallSituation, RejectStep } from './call-plan.ts'

/** How long a phone rings before the call counts as unanswered, unless the callee says otherwise. */
export const usualRingSeconds = 15

/** Decides one call (telephony.md §3): emergency number, feature code, extension, E.164, in this order. */
export function decide(attempt: CallAttempt, situation: CallSituation, _now: Date): CallPlan {
  const { caller, callee } = situation
  const dialed = withoutSeparators(attempt.dialed)
  if (situation.emergencyNumbers.includes(dialed)) return emergency(dialed, situation)
  const refusal = refuseCaller(caller)
  if (refusal) return plan(refusal)
  if (callee) return plan(refuseCallee(caller, callee) ?? ring(caller, callee))
  return plan(isOutsideNumber(dialed) ? outside(dialed, situation) : unknownNumber(dialed))
}

function plan(step: CallPlan['steps'][number]): CallPlan {
  return { steps: [step], isEmergency: false }
}

/** No restriction, licence or suspension stands before an emergency call; only a missing trunk does. */
function emergency(dialed: string, situation: CallSituation): CallPlan {
  const text = situation.hasTrunk
    ? `Emergency calls to ${dialed} cannot be carried yet. Use a mobile phone.`
    : `Emergency calls to ${dialed} are not possible: no trunk to the outside is connected. Use a mobile phone.`
  return { steps: [reject(503, 'No Emergency Route', text)], isEmergency: true }
}

function refuseCaller(caller: CallParty): RejectStep | null {
  if (caller.isSuspended) {
    return reject(403, 'Account Suspended', 'Your account is suspended: only emergency numbers can be called.')
  }
  if (!caller.mayCall) return reject(403, 'Calling Not Licensed', 'Your license does not include calls.')
  return null
}

function refuseCallee(caller: CallParty, callee: CallParty): RejectStep | null {
  if (callee.userId === caller.userId) return reject(486, 'Own Number', 'This is your own number.')
  if (callee.isSuspended || !callee.mayCall) {
    return reject(480, 'Temporarily Unavailable', `${callee.displayName} cannot take calls at the moment.`)
  }
  return null
}

function ring(caller: CallParty, callee: CallParty): CallPlan['steps'][number] {
  return {
    kind: 'ring',
    userIds: [callee.userId],
    timeoutSeconds: usualRingSeconds,
    callerName: caller.displayName,
    callerNumber: shownNumber(caller),
    calleeName: callee.displayName,
    calleeNumber: shownNumber(callee),
    on: {},
  }
}

/** Inside a tenant people are known by extension; who has none, by the primary number. */
function shownNumber(party: CallParty): string {
  return party.extension ?? party.numbers[0] ?? ''
}

function outside(dialed: string, situation: CallSituation): RejectStep {
  const text = situation.hasTrunk
    ? `Calls to outside numbers such as ${dialed} cannot be carried yet.`
    : `Calls to outside numbers such as ${dialed} need a trunk, and none is connected.`
  return reject(403, 'No Trunk', text)
}

function unknownNumber(dialed: string): RejectStep {
  return reject(404, 'Not Found', `Nobody here has the number ${dialed}.`)
}

function reject(status: number, phrase: string, text: string): RejectStep {
  return { kind: 'reject', status, phrase, text }
}

/** Called when nobody here has the number. Extensions never start with 0 and rarely have seven digits, so such a number is meant for the outside. */
function isOutsideNumber(dialed: string): boolean {
  return /^(\+\d+|0\d+|\d{7,})$/.test(dialed)
}

/** RFC 3966 §5.1.1: people and phones put visual separators into numbers. Names are left as they are. */
function withoutSeparators(dialed: string): string {
  return /^[+\d\s().-]+$/.test(dialed) ? dialed.replace(/[\s().-]/g, '') : dialed
}
