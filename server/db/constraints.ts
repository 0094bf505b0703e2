import type pg from 'pg'
import type { ProblemCode } from '../../contract/problems.ts'
import { ProblemError, problemAt } from '../problem-error.ts'

interface Meaning {
  readonly code: ProblemCode
  readonly field: string
  readonly message: string
}

/**
 * What it means to people when the database refuses, by the constraint's name. `null`: only a bug of ours can meet it (a 500).
 * A test walks the catalogue and fails on a constraint that is not listed here.
 */
export const constraintMeanings: Readonly<Record<string, Meaning | null>> = {
  app_user_username_key: {
    code: 'username_taken',
    field: '/username',
    message: 'Somebody here already has this username.',
  },
  app_user_external_id_key: {
    code: 'external_id_taken',
    field: '/externalId',
    message: 'Another user already has this external id.',
  },
  app_user_site_fkey: {
    code: 'still_in_use',
    field: '',
    message: 'People still belong to this site. Move them to another site first.',
  },
  app_user_profile_fkey: { code: 'profile_unknown', field: '/profile', message: 'This profile was deleted meanwhile.' },
  site_default_profile_fkey: {
    code: 'profile_unknown',
    field: '/profile',
    message: 'This profile was deleted meanwhile.',
  },
  profile_name_key: { code: 'name_taken', field: '/name', message: 'There is already a profile of this name.' },
  profile_default_key: null,
  profile_license_type_fkey: { code: 'still_in_use', field: '', message: 'A profile gives this licence.' },
  app_user_license_type_fkey: { code: 'still_in_use', field: '', message: 'People still hold this licence.' },
  extension_pkey: { code: 'extension_taken', field: '/extension', message: 'This extension is already in use.' },
  license_pool_not_overdrawn: {
    code: 'license_pool_empty',
    field: '/license',
    message: 'No licence of this type is free.',
  },
  license_type_name_key: { code: 'name_taken', field: '/name', message: 'There is already a licence of this name.' },
  site_name_key: { code: 'name_taken', field: '/name', message: 'There is already a site of this name.' },
  site_main_number_fkey: {
    code: 'still_in_use',
    field: '',
    message: 'This number is the main number of a site. Choose another main number there first.',
  },
  tenant_slug_key: { code: 'slug_taken', field: '/company', message: 'There is already a company of this short name.' },
  number_owner_pkey: {
    code: 'number_owned_elsewhere',
    field: '/numbers',
    message: 'One of these numbers already belongs to somebody in this installation.',
  },
  phone_number_pkey: {
    code: 'number_owned_elsewhere',
    field: '/numbers',
    message: 'One of these numbers is already yours.',
  },
  phone_number_user_fkey: null,
  phone_number_temporary_fkey: {
    code: 'still_in_use',
    field: '/numbers',
    message: 'This number stands in for one that is being ported. Complete or cancel the porting first.',
  },
  phone_number_temporary_key: {
    code: 'conflict',
    field: '/temporaryNumber',
    message: 'This number already stands in for another one that is being ported.',
  },
  number_pool_not_overdrawn: {
    code: 'number_allowance_short',
    field: '/numbers',
    message:
      'This is more than the company’s allowance of numbers. Release some, or ask your operator for more; the Numbers page shows what is left.',
  },
  change_set_undo_of_key: { code: 'nothing_to_undo', field: '', message: 'This was already taken back.' },
}

/** Adds constraints that only a bug of ours can violate: identifiers we make ourselves, and checks of our own writes. */
export const internalConstraints = [
  /_pkey$/,
  /_tenant_fkey$/,
  /^(site_caller_id|site_extension_policy|tenant_extension_rest_days|license_use_day_type_fkey)$/,
  /_(state|role|kind|category|origin|operation|purpose|position|single|one_use)$/,
  /_user_fkey$/,
  /^(app_user_deleted_(whole|holds_no_seat)|license_pool_(type_fkey|not_negative)|extension_user_key|phone_number_owner_fkey)$/,
  /^(phone_number_(released_rests|porting_idle|temporary_ports|place_key)|number_allowance_not_negative)$/,
  /^(tenant_number_quarantine|license_type_numbers_included)$/,
  /^(sip_username_account_fkey|sip_account_(session_fkey|web_has_session)|call_record_ended_has_outcome)$/,
] as const

/** The problem that a constraint's refusal means; undefined for any other database error. */
export function problemOfConstraint(error: pg.DatabaseError): ProblemError | undefined {
  // A distributed PostgreSQL appends the shard to an index name.
  const name = (error.constraint ?? '').replace(/_\d+$/, '')
  const meaning = constraintMeanings[name]
  return meaning
    ? new ProblemError(meaning.code, meaning.message, [problemAt(meaning.field, meaning.code, meaning.message)])
    : undefined
}
