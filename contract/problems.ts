import { z } from 'zod'

/** Every code an answer can carry, with its HTTP status. Codes are stable; sentences may be reworded. */
export const problemStatus = {
  // What was sent
  malformed_request: 400,
  validation_failed: 422,
  field_required: 422,
  field_invalid: 422,
  idempotency_key_reused: 422,
  payload_too_large: 413,
  unsupported_media_type: 415,
  // Who sent it
  not_signed_in: 401,
  wrong_credentials: 401,
  token_invalid: 401,
  forbidden: 403,
  wrong_origin: 403,
  too_many_attempts: 429,
  too_many_requests: 429,
  setup_code_wrong: 403,
  setup_done: 409,
  // What it is about
  not_found: 404,
  version_conflict: 412,
  conflict: 409,
  still_in_use: 409,
  busy_try_again: 503,
  nothing_to_undo: 409,
  undo_conflict: 409,
  plan_changed: 409,
  task_begun: 409,
  task_interrupted: 503,
  link_invalid: 410,
  // Users
  username_taken: 409,
  external_id_taken: 409,
  site_unknown: 422,
  license_unknown: 422,
  profile_unknown: 422,
  locked_by_profile: 422,
  license_without_service: 422,
  license_pool_empty: 409,
  extension_without_license: 422,
  number_without_entitlement: 422,
  extension_taken: 409,
  extension_reserved: 422,
  extension_resting: 409,
  extension_is_emergency: 422,
  extension_near_emergency: 422,
  extension_outside_range: 422,
  extension_range_full: 409,
  number_unknown: 422,
  number_taken: 409,
  number_quarantined: 409,
  number_none_free: 409,
  user_deleted: 409,
  operator_stays: 409,
  own_account: 409,
  successor_needed: 422,
  successor_unfit: 422,
  last_admin: 409,
  extension_required: 409,
  emergency_address_missing: 422,
  forwarding_to_self: 422,
  forwarding_target_unknown: 422,
  caller_id_not_held: 422,
  caller_id_of_another: 422,
  international_without_entitlement: 422,
  // Numbers, licences, sites
  number_owned_elsewhere: 409,
  number_not_in_stock: 409,
  number_in_stock: 409,
  number_allowance_short: 409,
  number_in_porting: 409,
  number_shown_as_caller_id: 409,
  pool_below_use: 409,
  license_right_in_use: 409,
  default_profile_needed: 409,
  name_taken: 409,
  slug_taken: 409,
  // The house
  internal_error: 500,
  storage_unavailable: 503,
} as const satisfies Record<string, number>

export type ProblemCode = keyof typeof problemStatus
const codes = Object.keys(problemStatus) as [ProblemCode, ...ProblemCode[]]

/** `error`: cannot be. `shortage`: could be if more were bought or claimed. `warning`: can be, but look. */
export const Severity = z.enum(['error', 'shortage', 'warning'])
export type Severity = z.infer<typeof Severity>

/** One thing that is wrong, where, and how to put it right. */
export const Problem = z.object({
  code: z.enum(codes),
  severity: Severity,
  /** JSON pointer (RFC 6901) into the request body; empty for the whole. */
  field: z.string(),
  message: z.string(),
  /** Ready-made repairs: what a button says, and the fields it would set. */
  fixes: z.array(z.object({ label: z.string(), set: z.record(z.string(), z.unknown()) })).default([]),
  /** Of a `version_conflict`: what the field holds by now, and what this request would make of it. */
  values: z.object({ now: z.unknown(), wanted: z.unknown() }).optional(),
})
export type Problem = z.infer<typeof Problem>

/** A refused request (RFC 9457). */
export const ProblemDocument = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.enum(codes),
  requestId: z.string(),
  errors: z.array(Problem),
})
export type ProblemDocument = z.infer<typeof ProblemDocument>
