import type { CallStep, Consideration, RejectStep, RingOutcome, RingStep } from './call-plan.ts'

/** A way that a call may go: a step, and the way on from each of its outcomes. Ways may meet, but never lead back. */
export type Route = RejectStep | RingRoute

export interface RingRoute extends Omit<RingStep, 'on'> {
  readonly on: Partial<Record<RingOutcome, Route>>
}

/** Ends the call, with a status, its phrase and a sentence for people. */
export function reject(status: number, phrase: string, text: string): RejectStep {
  return { kind: 'reject', status, phrase, text, because: [] }
}

/** The route, come to by these thoughts. */
export function afterThinking(thoughts: readonly Consideration[], route: Route): Route {
  return thoughts.length === 0 ? route : { ...route, because: [...thoughts, ...route.because] }
}

/** The steps of a route, the first one first, each before all that it leads to. */
export function layOut(root: Route): CallStep[] {
  const reversed: Route[] = []
  const seen = new Set<Route>()
  const visit = (route: Route) => {
    if (seen.has(route)) return
    seen.add(route)
    if (route.kind === 'ring') for (const next of Object.values(route.on)) visit(next)
    reversed.push(route)
  }
  visit(root)
  const ordered = reversed.reverse()
  const indexOf = new Map(ordered.map((route, index) => [route, index]))
  return ordered.map((route) => (route.kind === 'ring' ? { ...route, on: indexed(route.on, indexOf) } : route))
}

function indexed(on: RingRoute['on'], indexOf: ReadonlyMap<Route, number>): RingStep['on'] {
  return Object.fromEntries(Object.entries(on).map(([outcome, next]) => [outcome, indexOf.get(next)]))
}
