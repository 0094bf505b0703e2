import type { Id } from '../../contract/ids.ts'
import type { Destination } from '../../contract/services-spec.ts'
import type { CallTrouble, Consideration, Diversion, RingOutcome, RingTarget } from './call-plan.ts'
import type { CallParty, CallSituation } from './call-situation.ts'
import { isAnonymous, type Shown, shownCaller, shownInside } from './caller-id.ts'
import { type Found, findTarget, inWords } from './find-target.ts'
import { mostHops } from './hops.ts'
import { type Asking, diversionReasons, type Wish, wishOf } from './own-wish.ts'
import { afterThinking, type RingRoute, type Route, reject } from './route.ts'

// Settings that multiply (ten targets with ten targets each) end here, far beyond what anybody could wait for.
const mostPeople = 100

/** How a call came to where it is. */
interface Path {
  /** Whose settings forwarded it, the first one first. */
  readonly chain: readonly CallParty[]
  /** Who is not to be rung again: those, the caller, and the targets whose turn came before. */
  readonly tried: ReadonlySet<Id>
  readonly diversion: Diversion | null
  /** How long the forwarding lets each target ring; null: as the person says. */
  readonly seconds: number | null
}

/** Finds the way of one call from person to person. It always ends: nobody comes twice on one way, and a way has few hops. */
export class CallRouting {
  private readonly situation: CallSituation
  private readonly asking: Asking
  private readonly shown: Shown
  private readonly wishes = new Map<Id, Wish>()
  private peopleLeft = mostPeople

  constructor(situation: CallSituation, asksPrivacy: boolean, now: Date) {
    const { caller } = situation
    this.situation = situation
    this.asking = { caller, isAnonymous: isAnonymous(caller, asksPrivacy), now }
    this.shown = this.asking.isAnonymous ? { name: '', number: '' } : shownCaller(caller)
  }

  /** The way of a call to whom the dialed number belongs. */
  toCallee(callee: CallParty): Route {
    const { userId } = this.situation.caller
    const tried = new Set(userId === null ? [] : [userId])
    return this.reach(callee, { chain: [], tried, diversion: null, seconds: null }, null)
  }

  /** The way to a person; `otherwise` is where the call goes when that person is not had, before their own rules for this. */
  private reach(person: CallParty, path: Path, otherwise: Route | null): Route {
    const obstacle = this.obstacle(person, path)
    if (obstacle) return afterThinking([obstacle.thought], otherwise ?? obstacle.refusal)
    const { thoughts, kind, to } = this.wish(person)
    return afterThinking(thoughts, this.fulfil(person, kind, to, path, otherwise))
  }

  private fulfil(person: CallParty, kind: Wish['kind'], to: Wish['to'], path: Path, otherwise: Route | null): Route {
    if (kind === 'send' && to && to.kind !== 'ownPhones') {
      return this.forward(to, person, path, otherwise, 'unconditional', sends(person))
    }
    if (kind === 'blocked') {
      if (to && to.kind !== 'ownPhones') {
        return this.forward(to, person, path, otherwise, 'unconditional', sends(person, 'blocked callers'))
      }
      return otherwise ?? this.refuseBlocked(person)
    }
    return kind === 'silent' ? this.silence(person, path, otherwise) : this.ring(person, path, otherwise)
  }

  private refuseBlocked({ displayName, services }: CallParty): Route {
    return this.asking.isAnonymous && services.forwarding.blocksAnonymous
      ? reject(433, 'Anonymity Disallowed', `${displayName} takes no anonymous calls. Show your number and call again.`)
      : reject(603, 'Decline', `${displayName} does not take calls from this number.`)
  }

  private silence(person: CallParty, path: Path, otherwise: Route | null): Route {
    if (otherwise) return otherwise
    const { busy } = person.services.forwarding
    if (busy) return this.forward(busy, person, path, null, 'user-busy', `When busy, ${sends(person)}`)
    return reject(486, 'Busy Here', `${person.displayName} does not want to be disturbed.`)
  }

  private ring(person: CallParty, path: Path, otherwise: Route | null): RingRoute {
    const { noAnswerSeconds } = person.services.forwarding
    const shown = shownInside(person)
    return this.ringing([ringTargetOf(person)], path.seconds ?? noAnswerSeconds, shown, path.diversion, {
      ...(otherwise ? all(otherwise) : this.afterRinging(person, path)),
    })
  }

  private ringing(
    targets: readonly RingTarget[],
    timeoutSeconds: number,
    callee: Shown,
    divertedBy: Diversion | null,
    on: RingRoute['on'],
  ): RingRoute {
    const caller = { callerName: this.shown.name, callerNumber: this.shown.number }
    const { isAnonymous } = this.asking
    const seen = { calleeName: callee.name, calleeNumber: callee.number }
    return { kind: 'ring', targets, timeoutSeconds, ...caller, isAnonymous, ...seen, divertedBy, on, because: [] }
  }

  /** The person's rules for what their own phones may answer. Who declines is busy (3GPP TS 24.604: user determined user busy). */
  private afterRinging(person: CallParty, path: Path): RingRoute['on'] {
    const { busy, noAnswer, unreachable } = person.services.forwarding
    const on: Partial<Record<RingOutcome, Route>> = {}
    const follow = (to: Destination | null, outcome: RingOutcome, words: string) => {
      if (to) on[outcome] = this.forward(to, person, path, null, diversionReasons[outcome], words)
    }
    follow(busy, 'busy', `When busy, ${sends(person)}`)
    follow(noAnswer, 'noAnswer', `Without an answer, ${sends(person)}`)
    follow(unreachable, 'unreachable', `When no phone is registered, ${sends(person)}`)
    return on.busy ? { ...on, declined: on.busy } : on
  }

  /** From a person to where a setting of theirs sends the call. */
  private forward(
    to: Destination,
    from: CallParty,
    path: Path,
    otherwise: Route | null,
    reason: Diversion['reason'],
    words: string,
  ): Route {
    const thought = { kind: 'forward', isTaken: true, userId: from.userId } as const
    if (to.kind === 'busy') {
      const busy = otherwise ?? reject(486, 'Busy Here', `${from.displayName} is not taking calls now.`)
      const sentence = `${words} to the busy tone`
      return afterThinking([{ ...thought, kind: 'busy', sentence }], busy)
    }
    const found = to.targets.map((target) => findTarget(target, from, this.situation))
    const sentence = `${words} to ${inWords(to, this.situation)}`
    const { name, number } = shownInside(from)
    const onward: Path = {
      chain: [...path.chain, from],
      tried: new Set([...path.tried, from.userId]),
      diversion: { name, number, reason },
      seconds: to.secondsEach,
    }
    const isTogether = to.order === 'together' && found.length > 1
    const route = isTogether
      ? this.together(found, from, onward, otherwise)
      : this.inTurn(found, from, onward, otherwise)
    return afterThinking([{ ...thought, sentence }], route)
  }

  /** One after the other: a target's own rules for no answer hold only for the last one, for the others the next is tried. */
  private inTurn(found: readonly Found[], from: CallParty, path: Path, otherwise: Route | null): Route {
    let next = otherwise
    for (const [index, one] of [...found.entries()].reverse()) {
      if ('missing' in one) {
        next = afterThinking([one.missing], next ?? unavailable(from))
        continue
      }
      const earlier = found.slice(0, index).flatMap((other) => ('person' in other ? [other.person.userId] : []))
      next = this.reach(one.person, { ...path, tried: new Set([...path.tried, ...earlier]) }, next)
    }
    return next ?? unavailable(from)
  }

  /** All at once: those whom the targets always forward to ring in their place; rules for no answer have no place here. */
  private together(found: readonly Found[], from: CallParty, path: Path, otherwise: Route | null): Route {
    const group = new Group()
    for (const one of found) this.join(group, one, path)
    if (group.targets.size === 0) return afterThinking(group.thoughts, otherwise ?? unavailable(from))
    const on = otherwise ? all(otherwise) : {}
    const targets = [...group.targets.values()]
    const ringing = this.ringing(targets, path.seconds ?? 0, shownInside(from), path.diversion, on)
    return afterThinking(group.thoughts, ringing)
  }

  private join(group: Group, one: Found, path: Path): void {
    if ('missing' in one) {
      group.thoughts.push(one.missing)
      return
    }
    const { person } = one
    if (group.targets.has(person.userId)) return
    const obstacle = this.obstacle(person, path)
    if (obstacle) {
      group.thoughts.push(obstacle.thought)
      return
    }
    const { kind, to, thoughts } = this.wish(person)
    group.thoughts.push(...thoughts)
    if (kind === 'ownPhones') group.targets.set(person.userId, ringTargetOf(person))
    if (to?.kind !== 'ring') return
    const onward = {
      ...path,
      chain: [...path.chain, person],
      tried: new Set([...path.tried, person.userId]),
    }
    for (const target of to.targets) this.join(group, findTarget(target, person, this.situation), onward)
  }

  private wish(person: CallParty): Wish {
    const known = this.wishes.get(person.userId)
    if (known) return known
    const wish = wishOf(person, this.asking)
    this.wishes.set(person.userId, wish)
    return wish
  }

  /** Why a call cannot come to a person at all, whatever they want. */
  private obstacle(person: CallParty, { chain, tried }: Path): { thought: Consideration; refusal: Route } | null {
    const { displayName, userId } = person
    const stop = (kind: 'loop' | 'skipped', sentence: string, refusal: Route, trouble?: CallTrouble) => ({
      thought: { kind, isTaken: true, sentence, userId, ...(trouble ? { trouble } : {}) },
      refusal,
    })
    const way = [...chain, person].map((each) => each.displayName).join(' → ')
    if (chain.some((each) => each.userId === userId) || userId === this.situation.caller.userId) {
      const text = `The call was forwarded in a circle: ${way}.`
      return stop('loop', text.slice(0, -1), reject(482, 'Loop Detected', text), 'loop')
    }
    if (tried.has(userId)) {
      return stop('skipped', `${displayName} has been tried already`, unavailable(person))
    }
    if (chain.length > mostHops || --this.peopleLeft < 0) {
      const text = `The call was forwarded too often: ${way}. At most ${mostHops} times is possible.`
      return stop('loop', text.slice(0, -1), reject(483, 'Too Many Hops', text), 'too_many_hops')
    }
    if (person.isSuspended || !person.mayCall) {
      const why = person.isSuspended ? 'is suspended' : 'has no licence for calls'
      return stop('skipped', `${displayName} ${why}`, unavailable(person), 'target_suspended')
    }
    return null
  }
}

/** Who rings together, and what was thought about who does not. */
class Group {
  readonly targets = new Map<Id, RingTarget>()
  readonly thoughts: Consideration[] = []
}

function sends({ displayName }: CallParty, what = 'the call'): string {
  return `${displayName} sends ${what}`
}

function ringTargetOf({ userId, services }: CallParty): RingTarget {
  const { callWaiting, maxConcurrentCalls } = services.calls
  return { userId, maxCalls: callWaiting ? maxConcurrentCalls : 1 }
}

function all(route: Route): RingRoute['on'] {
  return { busy: route, noAnswer: route, unreachable: route, declined: route }
}

function unavailable({ displayName }: CallParty): Route {
  return reject(480, 'Temporarily Unavailable', `${displayName} cannot take calls at the moment.`)
}
