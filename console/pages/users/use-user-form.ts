import { type FormEvent, useRef, useState } from 'react'
import type { UserWritten } from '../../../contract/api/users.ts'
import type { Problem } from '../../../contract/problems.ts'
import { type ServicesSpec, servicesWith, type UserServices } from '../../../contract/services-spec.ts'
import type { UserSpec } from '../../../contract/user-spec.ts'
import { problemsOf, sentenceOf } from '../../../web/problem-text.ts'
import { useChange } from '../../ui/use-change.ts'
import { changedPaths, withPath } from './draft/draft-merge.ts'
import { focusFirstProblem } from './focus-problem.ts'
import { contractProblems, isUnder, problemsToShow } from './plan-problems.ts'
import { type AskPlan, useUserPlan } from './use-user-plan.ts'
import { applyFix, askableSpec, type DraftField, type UserDraft } from './user-draft.ts'

interface UserFormInput {
  initial: UserDraft
  /** Names what is planned, so that two forms never share an answer. */
  planKey: string
  specOf: (draft: UserDraft, original: UserDraft) => UserSpec
  ask: AskPlan
  save: (spec: UserSpec) => Promise<UserWritten>
  /** `sent` is what the fields held when Save was pressed. */
  onSaved: (written: UserWritten, sent: UserDraft) => void
}

/** The state of a form about one person. The plan is asked while typing; its problems stand at their fields. */
export type UserForm = ReturnType<typeof useUserForm>

/** Holds the draft, asks the plan while typing, and saves. */
export function useUserForm({ initial, planKey, specOf, ask, save, onSaved }: UserFormInput) {
  const [{ original, draft }, setState] = useState({ original: initial, draft: initial })
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [isTried, setIsTried] = useState(false)
  const [refused, setRefused] = useState<readonly Problem[]>([])
  const element = useRef<HTMLFormElement>(null)
  const newest = useRef(draft)
  newest.current = draft
  const saved = useRef<UserDraft>(null)
  const spec = specOf(draft, original)
  const { row, isSettled } = useUserPlan(planKey, askableSpec(spec), ask)
  const change = useChange(
    (sent: { spec: UserSpec; draft: UserDraft }) => save(sent.spec),
    (written, sent) => {
      setIsTried(false)
      saved.current = sent.draft
      onSaved(written, sent.draft)
    },
    (error) => {
      setRefused(problemsOf(error))
      setIsTried(true)
      focusFirstProblem(element.current)
    },
  )
  const problems = [...contractProblems(spec), ...refused, ...(row?.problems ?? [])]
  const shown = problemsToShow(problems, { left, isTried })

  const update = (next: UserDraft) => {
    newest.current = next
    setState((before) => ({ ...before, draft: next }))
    setRefused([])
    if (change.isError) change.reset()
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    element.current = event.currentTarget
    setIsTried(true)
    if (change.isPending) return
    if (contractProblems(spec).length > 0) return focusFirstProblem(element.current)
    change.mutate({ spec, draft })
  }
  return {
    draft,
    /** What the draft began as. */
    original,
    /** What the fields hold now, also between two renderings. */
    newest,
    /** What a save would send. */
    spec,
    plan: row,
    /** Whether the plan is about what stands in the fields now. */
    isSettled,
    /** Whether the plan is about all that is typed: nothing of it is malformed. */
    isAskable: contractProblems(spec).length === 0,
    isTried,
    problemAt: (field: string) => shown.get(field),
    /** The first problem at a field or at anything inside it. */
    problemUnder: (field: string) => [...shown].find(([at]) => isUnder(at, field))?.[1],
    hasErrorIn: (fields: readonly string[]) =>
      fields.some((field) => [...shown].some(([at, { severity }]) => severity !== 'warning' && isUnder(at, field))),
    /** What is in the way of a save, by field. */
    errors: [...shown].filter(([, { severity }]) => severity !== 'warning'),
    set: <Field extends DraftField>(field: Field, value: UserDraft[Field]) => update({ ...draft, [field]: value }),
    setService: <Section extends keyof UserServices>(section: Section, part: Partial<UserServices[Section]>) => {
      const spec: ServicesSpec = { [section]: part }
      update({ ...draft, services: servicesWith(draft.services, spec) })
    },
    /** Replaces one field by the path that history uses. */
    setPath: (path: string, value: unknown) => update(withPath(draft, path, value)),
    merge: (part: Partial<UserDraft>) => update({ ...draft, ...part }),
    leave: (field: string) => setLeft((before) => new Set(before).add(field)),
    fix: (set: Record<string, unknown>) => update(applyFix(draft, set)),
    /** Puts something else below what is typed, or in its place; an untouched form shows it at once. */
    rebase: (original: UserDraft, draft: UserDraft) => {
      newest.current = draft
      setState({ original, draft })
    },
    restart: (next: UserDraft) => {
      newest.current = next
      setState({ original: next, draft: next })
      setRefused([])
      if (change.isError) change.reset()
      setLeft(new Set())
      setIsTried(false)
    },
    submit,
    isSaving: change.isPending,
    error: change.error,
    failure:
      change.error && problemsOf(change.error).every(({ field }) => field === '') ? sentenceOf(change.error) : null,
    isDirty: () => newest.current !== saved.current && changedPaths(original, newest.current).length > 0,
  }
}
