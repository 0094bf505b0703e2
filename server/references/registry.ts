import { directNumbers } from './direct-numbers.ts'
import { callerIdsOfOthers, forwardingOfOthers } from './named-by-others.ts'
import { ownExtension, phones, plansOfOthers, restingNumbers, rights, signedInBrowsers } from './own-things.ts'
import type { ReferenceSource } from './reference.ts'
import { takenOverCalls } from './taken-over-calls.ts'

/** Everything that can point at a person, in the order it is shown before they leave. A resource that can joins here. */
export const referenceSources: readonly ReferenceSource[] = [
  directNumbers,
  ownExtension,
  forwardingOfOthers,
  callerIdsOfOthers,
  takenOverCalls,
  plansOfOthers,
  phones,
  rights,
  signedInBrowsers,
  restingNumbers,
]

/**
 * Columns that hold the id of a user and are settled without being asked about when that user leaves, each with what becomes of it. A test
 * walks the database and fails for a column that is neither here nor in a registered source.
 */
export const settledColumns: Readonly<Record<string, string>> = {
  'app_user.id': 'the person: into the recycle bin, and gone after 30 days',
  'search_token.user_id': 'how they are found: taken away when they are deleted',
  'password.user_id': 'kept for a restore, gone with the person',
  'mail.user_id': 'mail to them, gone with the person',
  'one_time_token.user_id': 'links that no longer work once somebody is deleted, gone with the person',
  'extension_rest.user_id': 'whose extension rests: a restore may have it back; forgotten with the person',
  'call_record.caller_user_id': 'who called whom is kept; the name goes with the person',
  'call_record.callee_user_id': 'who called whom is kept; the name goes with the person',
  'change_set.actor_id': 'history: kept, blanked by an erasure',
  'change.entity_id': 'history: kept, blanked by an erasure',
  'access_event.actor_id': 'the access log: kept, blanked by an erasure',
  'access_event.about': 'the access log: kept, blanked by an erasure',
  'task.actor_id': 'who started it: kept with the task, blanked by an erasure',
  'task.user_id': 'who sees it; kept until the task is forgotten',
  'leaving.planned_by_id': 'who planned it: kept with the plan',
}
