import type { CallPlan, CallStep, RingStep } from '../decide/call-plan.ts'
import type { TestUser } from './memory-directory.ts'

/** A plan of these steps, for tests of how an engine carries plans out. */
export function planOf(...steps: CallStep[]): CallPlan {
  return { steps, isEmergency: false, calleeUserId: null }
}

export function ringing(users: readonly TestUser[], more: Partial<RingStep> = {}): RingStep {
  return {
    kind: 'ring',
    targets: users.map(({ userId }) => ({ userId, maxCalls: null })),
    timeoutSeconds: 15,
    callerName: 'Caller',
    callerNumber: '1001',
    isAnonymous: false,
    calleeName: 'Callee',
    calleeNumber: '1002',
    divertedBy: null,
    on: {},
    because: [],
    ...more,
  }
}
