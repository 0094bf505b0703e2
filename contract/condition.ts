import { z } from 'zod'

const mostValues = 200

/** One condition: the field is one of `is`, and none of `isNot`. */
export interface Condition<T extends string = string> {
  readonly is?: T[] | undefined
  readonly isNot?: T[] | undefined
}

/**
 * Reads a condition as addresses spell it: values between commas, a leading `!` for "is not". A comma, exclamation mark or backslash
 * that belongs to a value stands behind a backslash.
 */
export function readCondition(text: string): Condition {
  const isNot = text.startsWith('!')
  const values = [...(isNot ? text.slice(1) : text).matchAll(/(?:^|,)((?:\\.|[^\\,])*)/gsu)].map(([, value = '']) =>
    value.replace(/\\(.)/gsu, '$1'),
  )
  return isNot ? { isNot: values } : { is: values }
}

/** Spells a condition for an address; one that says both "is" and "is not" only fits into a body. */
export function writeCondition({ is, isNot }: Condition): string {
  const list = (values: readonly string[]) => values.map((value) => value.replace(/[\\,!]/g, '\\$&')).join(',')
  return is ? list(is) : `!${list(isNot ?? [])}`
}

/** A condition of a filter on values of this schema. */
export function condition<T extends string>(value: z.ZodType<T, T>, description: string) {
  const values = z.array(value).min(1, 'Name at least one value.').max(mostValues, 'Name at most 200 values.')
  const structured = z
    .strictObject({ is: values.optional(), isNot: values.optional() })
    .refine(({ is, isNot }) => is ?? isNot, 'Say what it is, or what it is not.')
  return z
    .preprocess((sent) => (typeof sent === 'string' ? readCondition(sent) : sent), structured)
    .optional()
    .meta({
      description: `${description}. In an address \`a,b\` or \`!a,b\` (is not), in a body also {"is": […]} or {"isNot": […]}`,
    })
}
