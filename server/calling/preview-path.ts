import type { CallPlan, RejectStep, RingOutcome, RingStep } from '../../calling/decide/call-plan.ts'
import { outcomeInWords } from '../../calling/decide/outcome-words.ts'
import type { CallPreview, PreviewStep } from '../../contract/api/call-preview.ts'
import type { Id } from '../../contract/ids.ts'
import { listed } from '../../contract/plain-words.ts'

/** What a preview knows of the world beyond the plan. */
export interface World {
  readonly nameOf: (userId: Id) => string
  /** The kinds of phones that somebody has registered: `web phone`, `SIP phone`. */
  readonly phonesOf: (userId: Id) => readonly string[]
  readonly callsOf: (userId: Id) => number
}

/** The way of a call through its plan if nobody answers, and what comes of it. */
export interface PreviewPath {
  readonly steps: PreviewStep[]
  readonly outcome: CallPreview['outcome']
  /** Whom the call looked for in vain, because no phone of theirs is registered. */
  readonly unregistered: readonly Id[]
}

/** Follows a plan as an engine would, with the phones that are registered, all of which go on ringing. */
export function previewPath(plan: CallPlan, world: World): PreviewPath {
  const walk = new Walk(world)
  let index: number | undefined = 0
  while (index !== undefined) {
    const step: CallPlan['steps'][number] | undefined = plan.steps[index]
    if (!step) break
    walk.think(step)
    if (step.kind === 'reject') {
      walk.refuse(step)
      break
    }
    const outcome = walk.ring(step)
    index = step.on[outcome]
    if (index === undefined) walk.end(step, outcome)
  }
  return walk.path()
}

class Walk {
  private readonly world: World
  private readonly steps: PreviewStep[] = []
  private readonly rung: string[] = []
  private readonly unregistered: Id[] = []
  private after: RingOutcome | null = null
  private kind: CallPreview['outcome']['kind'] = 'lost'
  private lastWords = ''

  constructor(world: World) {
    this.world = world
  }

  private add(step: Omit<PreviewStep, 'after' | 'detail'> & { detail?: string }): void {
    this.steps.push({ detail: null, ...step, after: this.after })
    this.after = null
  }

  think({ because }: RingStep | RejectStep): void {
    for (const { kind, sentence, isTaken, userId } of because) this.add({ kind, sentence, isTaken, userId })
  }

  /** What becomes of ringing. */
  ring(step: RingStep): RingOutcome {
    const { world } = this
    const names = listed(step.targets.map(({ userId }) => world.nameOf(userId)))
    const userId = step.targets.length === 1 ? (step.targets[0]?.userId ?? null) : null
    const free = step.targets.filter(
      (target) => world.callsOf(target.userId) < (target.maxCalls ?? Number.POSITIVE_INFINITY),
    )
    const phones = free.flatMap((target) => world.phonesOf(target.userId))
    if (phones.length > 0) {
      const kinds = listed([...new Set(phones)])
      const sentence = `Rings the ${kinds} of ${names} for ${step.timeoutSeconds} s`
      this.add({ kind: 'ring', isTaken: true, sentence, userId, detail: `${phones.length} registered now` })
      this.rung.push(names)
      return this.leave('noAnswer')
    }
    if (free.length < step.targets.length) {
      this.add({ kind: 'busy', isTaken: true, sentence: `${names} can take no further call`, userId })
      return this.leave('busy')
    }
    this.unregistered.push(...step.targets.map((target) => target.userId))
    const sentence = `No phone of ${names} is registered`
    this.add({ kind: 'ring', isTaken: false, sentence, userId, detail: '0 registered now' })
    return this.leave('unreachable')
  }

  private leave(outcome: RingOutcome): RingOutcome {
    this.after = outcome
    return outcome
  }

  end(step: RingStep, outcome: RingOutcome): void {
    this.lastWords = outcomeInWords(outcome, step.calleeName || 'The other side')
    this.tell()
    if (outcome === 'busy') this.kind = 'busy'
  }

  refuse({ text, because }: RejectStep): void {
    this.lastWords = text
    const kinds = new Set(because.flatMap(({ kind, isTaken }) => (isTaken ? [kind] : [])))
    if (kinds.has('blocked') || kinds.has('refused')) this.kind = 'refused'
    else if (kinds.has('doNotDisturb') || kinds.has('busy')) this.kind = 'busy'
    this.tell()
  }

  private tell(): void {
    const sentence = `The caller is told: “${this.lastWords}”`
    this.add({ kind: 'refused', isTaken: true, sentence, userId: null })
  }

  path(): PreviewPath {
    const rings = `Rings ${this.rung.join(', then ')}; if nobody answers, the caller is told: “${this.lastWords}”`
    const outcome =
      this.rung.length > 0
        ? { kind: 'rings' as const, sentence: rings }
        : { kind: this.kind, sentence: `No phone rings. The caller is told: “${this.lastWords}”` }
    return { steps: this.steps, outcome, unregistered: this.unregistered }
  }
}
