import { z } from 'zod'

/** A public telephone number as stored: `+`, then 7 to 15 digits (ITU-T E.164 §6). Formatted only for people. */
export const E164 = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, 'Must be a number with its country code, like +14155550142.')
  .meta({ description: 'E.164 number: + and 7 to 15 digits' })
export type E164 = z.infer<typeof E164>

/** Where a number belongs in its country's plan. */
export const NumberCategory = z.enum(['local', 'tollFree'])
export type NumberCategory = z.infer<typeof NumberCategory>

/** How far the porting of a number from another carrier has come: asked for, or under way. */
export const NumberPorting = z.enum(['prePorting', 'porting'])
export type NumberPorting = z.infer<typeof NumberPorting>
