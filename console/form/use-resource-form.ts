import { type UseFormReturnType, useForm } from '@mantine/form'
import { type FormEvent, useRef } from 'react'
import type { z } from 'zod'
import { fieldErrors, problemsOf, sentenceOf } from '../../web/problem-text.ts'
import { useChange } from '../ui/use-change.ts'
import { schemaErrors } from './schema-errors.ts'

interface ResourceForm<Values extends Record<string, unknown>, Body, Answer> {
  initial: Values
  /** What is sent, made of what was typed. */
  body: (values: Values) => Body
  /** The contract's schema of what is sent. */
  schema: z.ZodType | undefined
  save: (body: Body) => Promise<Answer>
  onSaved: (answer: Answer) => void
  /** Where the form's object stands in the request, as a JSON pointer. */
  base?: string
}

/** What every form is: typed values, the contract's rules at each field, and a save whose refusal lands at the right fields. */
export interface ResourceFormState<Values extends Record<string, unknown>> {
  readonly form: UseFormReturnType<Values>
  readonly isSaving: boolean
  /** A refusal that belongs to no field. */
  readonly failure: string | null
  readonly submit: (event: FormEvent<HTMLFormElement>) => void
  readonly isDirty: () => boolean
}

/** Builds a form on the contract's schema; the shell that shows it is `FormPanel` or `FormPage`. */
export function useResourceForm<Values extends Record<string, unknown>, Body, Answer>(
  resource: ResourceForm<Values, Body, Answer>,
): ResourceFormState<Values> {
  const { initial, body, schema, save, onSaved, base = '' } = resource
  const element = useRef<HTMLFormElement>(null)
  const isSaved = useRef(false)
  const form = useForm<Values>({
    initialValues: initial,
    validate: (values) => schemaErrors(schema, body(values)),
  })
  const change = useChange(
    save,
    (answer) => {
      isSaved.current = true
      onSaved(answer)
    },
    (error) => {
      form.setErrors(fieldErrors(error, base))
      focusFirstError(element.current)
    },
  )
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    element.current = event.currentTarget
    if (change.isPending) return
    if (form.validate().hasErrors) return focusFirstError(element.current)
    change.mutate(body(form.getValues()))
  }
  const failure = change.error && !hasOnlyFields(change.error, base) ? sentenceOf(change.error) : null
  return { form, isSaving: change.isPending, failure, submit, isDirty: () => !isSaved.current && form.isDirty() }
}

function hasOnlyFields(error: unknown, base: string): boolean {
  const problems = problemsOf(error)
  return problems.length > 0 && problems.every(({ field }) => field.startsWith(`${base}/`))
}

/** Puts the cursor where the first problem stands, once it is on the page. */
export function focusFirstError(form: HTMLElement | null): void {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
}
