import type { NumberFate, OffboardSpec, ReferenceKind, ReferenceView } from '../../../contract/api/leaving.ts'

/** What is chosen in the panel. Choices that were not touched follow what is usual. */
export interface OffboardDraft {
  readonly outcome: 'delete' | 'suspend'
  readonly isLater: boolean
  /** As the field gives it, in the viewer's own time: `2026-11-30T18:00`. */
  readonly at: string
  readonly successorId: string | null
  /** 0: calls do not go to the successor. */
  readonly callDays: number
  /** By kind of reference, and for numbers by number. */
  readonly chosen: Readonly<Record<string, string>>
}

/** What the panel begins with: a plan that exists already, or leaving now. */
export function draftOfPlan(plan: { readonly at: string; readonly wish: Wish } | null): OffboardDraft {
  if (!plan)
    return { outcome: 'delete', isLater: false, at: tomorrowEvening(), successorId: null, callDays: 0, chosen: {} }
  const { outcome = 'delete', successorId = null, callsGoToSuccessorForDays, choices = {} } = plan.wish
  const { numbers, ...others } = choices
  return {
    outcome,
    isLater: true,
    at: localTime(new Date(plan.at)),
    successorId,
    callDays: callsGoToSuccessorForDays ?? 0,
    chosen: { ...others, ...(typeof numbers === 'object' ? numbers : numbers ? { numbers } : {}) },
  }
}

type Wish = Omit<OffboardSpec, 'at'>

/** The choice for a reference that is shown now: what was chosen if it is still offered, else what is usual. */
export function choiceOf(draft: OffboardDraft, reference: ReferenceView, key: string = reference.kind): string {
  const offered = offeredChoices(draft, reference).map(({ value }) => value)
  const wanted = draft.chosen[key] ?? draft.chosen[reference.kind]
  if (wanted !== undefined && offered.includes(wanted)) return wanted
  if (reference.usual !== null && offered.includes(reference.usual)) return reference.usual
  return offered[0] ?? ''
}

/** Nothing goes to a successor while none is chosen, and whoever is suspended keeps their numbers. */
export function offeredChoices({ successorId, outcome }: OffboardDraft, { kind, choices }: ReferenceView) {
  return choices
    .filter(({ value }) => successorId !== null || value !== 'successor')
    .map((choice) =>
      kind === 'numbers' && choice.value === 'quarantine' && outcome === 'suspend'
        ? { value: 'keep', label: 'Stays with the person' }
        : choice,
    )
}

/** What the panel asks for. */
export function specOf(draft: OffboardDraft, references: readonly ReferenceView[]): OffboardSpec {
  const choices: Record<string, unknown> = {}
  for (const reference of references) {
    if (reference.choices.length === 0) continue
    choices[reference.kind] =
      reference.kind === 'numbers'
        ? Object.fromEntries(reference.items.map(({ key }) => [key, choiceOf(draft, reference, key)]))
        : choiceOf(draft, reference)
  }
  const hasCalls = draft.successorId !== null && draft.callDays > 0
  return {
    outcome: draft.outcome,
    successorId: draft.successorId,
    callsGoToSuccessorForDays: hasCalls ? draft.callDays : null,
    choices: choices as OffboardSpec['choices'],
    at: draft.isLater && draft.at !== '' ? new Date(draft.at).toISOString() : null,
  }
}

/** Whether calls to this person can ring somebody else: there is something left that is dialed. */
export function hasCalls(draft: OffboardDraft, references: readonly ReferenceView[]): boolean {
  const of = (kind: ReferenceKind) => references.find((one) => one.kind === kind)
  const numbers = of('numbers')
  const kept: readonly NumberFate[] = ['quarantine', 'keep']
  const isKept = (key: string) => numbers !== undefined && kept.some((fate) => fate === choiceOf(draft, numbers, key))
  return of('extension') !== undefined || (numbers?.items.some(({ key }) => isKept(key)) ?? false)
}

function tomorrowEvening(): string {
  const day = new Date(Date.now() + 24 * 3600_000)
  day.setHours(18, 0, 0, 0)
  return localTime(day)
}

/** As a field of date and time wants it. */
function localTime(moment: Date): string {
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
