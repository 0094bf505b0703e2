import type { UseFormReturnType } from '@mantine/form'
import { type RefObject, useEffect, useState } from 'react'
import { isSameValue } from './same-value.ts'

/** A field that two people changed to different values. */
export interface FieldClash {
  readonly field: string
  readonly mine: unknown
  readonly theirs: unknown
}

interface Merging<Values, Versioned> {
  form: UseFormReturnType<Values>
  /** The version that the form stands on; what is saved names it. */
  base: RefObject<Versioned>
  /** What is true now. */
  current: Versioned
  draftOf: (versioned: Versioned) => Values
}

/**
 * Keeps a form on what others save meanwhile: their fields come along, what is typed stays, and a field that both changed waits for a
 * choice. Nothing of either is overwritten unasked.
 */
export function useFormMerging<Values extends Record<string, unknown>, Versioned extends { readonly version: number }>({
  form,
  base,
  current,
  draftOf,
}: Merging<Values, Versioned>) {
  const [clashes, setClashes] = useState<readonly FieldClash[]>([])
  const merge = () => {
    if (current.version === base.current.version) return
    const { values, clashes: found } = merged(draftOf(base.current), form.getValues(), draftOf(current))
    base.current = current
    form.setInitialValues(draftOf(current))
    form.resetDirty(draftOf(current))
    form.setValues(values)
    setClashes((before) => [...before.filter(({ field }) => found.every((one) => one.field !== field)), ...found])
  }
  // Only another version asks for it, not what is typed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(merge, [current.version])
  const settle = (field: string) => setClashes(clashes.filter((one) => one.field !== field))
  const takeTheirs = ({ field, theirs }: FieldClash) => {
    form.setValues({ [field]: theirs } as Partial<Values>)
    settle(field)
  }
  return { clashes, keepMine: ({ field }: FieldClash) => settle(field), takeTheirs }
}

/** What is typed on top of what others saved, and the fields that both changed to something else. */
export function merged<Values extends Record<string, unknown>>(base: Values, mine: Values, theirs: Values) {
  const values: Record<string, unknown> = {}
  const clashes: FieldClash[] = []
  for (const field of Object.keys(mine)) {
    const isMine = !isSameValue(mine[field], base[field])
    values[field] = isMine ? mine[field] : theirs[field]
    if (isMine && !isSameValue(theirs[field], base[field]) && !isSameValue(mine[field], theirs[field]))
      clashes.push({ field, mine: mine[field], theirs: theirs[field] })
  }
  return { values: values as Partial<Values>, clashes }
}
