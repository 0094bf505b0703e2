import type { ReactNode } from 'react'
import { problemProps } from '../../form/problem-note.tsx'
import type { UserForm } from './use-user-form.ts'
import type { DraftField, UserDraft } from './user-draft.ts'

type TextField = { [Field in DraftField]: UserDraft[Field] extends string ? Field : never }[DraftField]

/** The props of a text input about one field: value, problem, and what follows typing and leaving. */
export function textField(form: UserForm, field: Exclude<TextField, 'role'>, hint?: ReactNode) {
  return {
    name: field,
    value: form.draft[field],
    onChange: (event: { currentTarget: { value: string } }) => form.set(field, event.currentTarget.value),
    onBlur: () => form.leave(field),
    ...problemProps(form.problemAt(field), form.fix, hint),
  }
}

/** The props of a select about one field; choosing nothing is the empty text. */
export function choiceField(form: UserForm, field: Exclude<TextField, 'role'>, hint?: ReactNode) {
  return {
    name: field,
    value: form.draft[field] || null,
    onChange: (value: string | null) => form.set(field, value ?? ''),
    onBlur: () => form.leave(field),
    ...problemProps(form.problemAt(field), form.fix, hint),
  }
}
