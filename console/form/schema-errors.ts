import type { z } from 'zod'

/** What the contract's schema finds wrong, one sentence by form path. */
export function schemaErrors(schema: z.ZodType | undefined, body: unknown): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const issue of schema?.safeParse(body).error?.issues ?? []) {
    errors[issue.path.join('.')] ??= issue.message
  }
  return errors
}
