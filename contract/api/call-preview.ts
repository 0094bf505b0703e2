import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { Id } from '../ids.ts'
import { ServicesSpec } from '../services-spec.ts'

/** Who calls in a preview. `number`: as dialed or in E.164; one of the company’s numbers is the person who has it. */
export const PreviewCaller = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('number'), number: z.string().trim().min(2).max(32) }),
  z.strictObject({ kind: z.literal('user'), userId: Id }),
  z.strictObject({ kind: z.literal('anonymous') }),
])
export type PreviewCaller = z.infer<typeof PreviewCaller>

export const CallPreviewSpec = z.strictObject({
  caller: PreviewCaller,
  /** Which of the person’s numbers, or the extension. null: the extension, else the primary number. */
  dialed: z.string().trim().min(2).max(32).nullable().default(null),
  /** null: now. */
  at: z.iso.datetime({ offset: true }).nullable().default(null),
  /** How many calls the person is in at that moment. */
  isOnCall: z.int().min(0).max(20).default(0),
  /** What the form holds and has not saved, laid over what is stored. */
  services: ServicesSpec.optional(),
})
export type CallPreviewSpec = z.input<typeof CallPreviewSpec>
/** What was asked, with what was left out filled in. */
export type AskedPreview = z.output<typeof CallPreviewSpec>

/** What kind of thought a step is; only for the picture beside it. */
export const PreviewStepKind = z.enum([
  'number',
  'caller',
  'blocked',
  'doNotDisturb',
  'rule',
  'forward',
  'ring',
  'busy',
  'skipped',
  'loop',
  'refused',
])
export type PreviewStepKind = z.infer<typeof PreviewStepKind>

export const PreviewStep = z.object({
  kind: PreviewStepKind,
  sentence: z.string(),
  /** False: considered, and did not apply. */
  isTaken: z.boolean(),
  /** What the ring before ended with, where this is the first step after it. */
  after: z.enum(['busy', 'noAnswer', 'unreachable', 'declined']).nullable(),
  /** Shown at the right: “2 registered now”. */
  detail: z.string().nullable(),
  /** Whose setting or phones this is about. */
  userId: Id.nullable(),
})
export type PreviewStep = z.infer<typeof PreviewStep>

export const PreviewWarning = z.object({
  code: z.enum([
    'nobody_registered',
    'loop',
    'too_many_hops',
    'target_gone',
    'target_suspended',
    'target_is_self',
    'outside_unreachable',
    'silent_without_forwarding',
    'rule_never_matches',
    'blocks_everybody',
    'unreachable_user',
  ]),
  sentence: z.string(),
  /** The setting, as a JSON pointer into the services (`/forwarding/rules/2`), or ''. */
  field: z.string(),
})
export type PreviewWarning = z.infer<typeof PreviewWarning>

export const CallPreview = z.object({
  /** The path of the call if nobody answers, in order. */
  steps: z.array(PreviewStep),
  /** `rings`: some phone rings. `busy`, `refused`: the caller hears so, as it was set. `lost`: no phone would ring although nobody wanted that. */
  outcome: z.object({ kind: z.enum(['rings', 'busy', 'refused', 'lost']), sentence: z.string() }),
  warnings: z.array(PreviewWarning),
  /** The moment that was looked at, and the zone in which the person’s rules read it. */
  at: z.string(),
  timeZone: z.string(),
})
export type CallPreview = z.infer<typeof CallPreview>

export const callPreviewEndpoints = {
  previewCall: endpoint({
    method: 'POST',
    path: '/users/{id}/call-preview',
    tag: 'Users',
    summary: 'What happens if somebody calls this person, step by step, decided as real calls are; changes nothing',
    access: 'admin',
    effect: 'read',
    status: 200,
    params: z.object({ id: Id }),
    body: CallPreviewSpec,
    answer: CallPreview,
  }),
}
