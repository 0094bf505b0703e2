import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import type { PlanView, UserWritten } from '../../../contract/api/users.ts'
import type { Problem } from '../../../contract/problems.ts'
import type { UserSpec } from '../../../contract/user-spec.ts'
import { problemsOf, sentenceOf } from '../../../web/problem-text.ts'
import { focusFirstError } from '../../form/use-resource-form.ts'
import { useChange } from '../../ui/use-change.ts'
import { contractProblems, problemsToShow } from './plan-problems.ts'
import { applyFix, askableSpec, type DraftField, type UserDraft } from './user-draft.ts'

interface UserFormInput {
  initial: UserDraft
  /** What is typed already, where that is not the same. */
  typed?: UserDraft | undefined
  /** Names what is planned, so that two forms never share an answer. */
  planKey: string
  specOf: (draft: UserDraft) => UserSpec
  ask: (spec: UserSpec, signal: AbortSignal) => Promise<PlanView>
  save: (spec: UserSpec) => Promise<UserWritten>
  onSaved: (written: UserWritten) => void
}

/** The state of a form about one person. The plan is asked while typing; its problems stand at their fields. */
export type UserForm = ReturnType<typeof useUserForm>

/** Holds the draft, asks the plan 250 ms after the last key, and saves. */
export function useUserForm({ initial, typed, planKey, specOf, ask, save, onSaved }: UserFormInput) {
  const [draft, setDraft] = useState(typed ?? initial)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [isTried, setIsTried] = useState(false)
  const [refused, setRefused] = useState<readonly Problem[]>([])
  const start = useRef(initial)
  const element = useRef<HTMLFormElement>(null)
  const spec = specOf(draft)
  const { row, isSettled } = usePlan(planKey, askableSpec(spec), ask)
  const change = useChange(save, saved, (error) => {
    setRefused(problemsOf(error))
    setIsTried(true)
    focusFirstError(element.current)
  })
  const problems = [...contractProblems(spec), ...refused, ...(row?.problems ?? [])]
  const shown = problemsToShow(problems, { left, isTried })

  function saved(written: UserWritten) {
    start.current = draft
    onSaved(written)
  }
  const update = (next: UserDraft) => {
    setDraft(next)
    setRefused([])
    if (change.isError) change.reset()
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    element.current = event.currentTarget
    setIsTried(true)
    if (change.isPending) return
    if (contractProblems(spec).length > 0) return focusFirstError(element.current)
    change.mutate(spec)
  }
  return {
    draft,
    plan: row,
    /** Whether the plan is about what stands in the fields now. */
    isSettled,
    /** Whether the plan is about all that is typed: nothing of it is malformed. */
    isAskable: contractProblems(spec).length === 0,
    isTried,
    problemAt: (field: string) => shown.get(field),
    hasErrorIn: (fields: readonly DraftField[]) =>
      fields.some((field) =>
        [...shown].some(([at, { severity }]) => severity !== 'warning' && at.split('.')[0] === field),
      ),
    set: <Field extends DraftField>(field: Field, value: UserDraft[Field]) => update({ ...draft, [field]: value }),
    merge: (part: Partial<UserDraft>) => update({ ...draft, ...part }),
    leave: (field: DraftField) => setLeft((before) => new Set(before).add(field)),
    fix: (set: Record<string, unknown>) => update(applyFix(draft, set)),
    restart: (next: UserDraft) => {
      start.current = next
      update(next)
      setLeft(new Set())
      setIsTried(false)
    },
    submit,
    isSaving: change.isPending,
    error: change.error,
    failure:
      change.error && problemsOf(change.error).every(({ field }) => field === '') ? sentenceOf(change.error) : null,
    isDirty: () => JSON.stringify(draft) !== JSON.stringify(start.current),
  }
}

/** The plan of what is typed; older questions are dropped when a newer one is asked. */
function usePlan(planKey: string, spec: UserSpec, ask: UserFormInput['ask']) {
  const [asked] = useDebouncedValue(JSON.stringify(spec), 250)
  const answer = useQuery({
    queryKey: ['plan', planKey, asked],
    queryFn: ({ signal }) => ask(JSON.parse(asked), signal),
    placeholderData: keepPreviousData,
    enabled: asked !== '{}',
    retry: false,
    staleTime: 2000,
    gcTime: 30_000,
  })
  const isSettled = asked === JSON.stringify(spec) && !answer.isPlaceholderData && !answer.isFetching
  return { row: answer.data?.rows[0], isSettled }
}
