import type { UserRecord } from '../../contract/user-spec.ts'
import { type Draft, draftOf } from './draft.ts'
import { originsAfter } from './field-origins.ts'
import { type FieldPath, fieldsOf, isSame, valueAt } from './fields.ts'
import type { Intent, Plan, PlannedUser, Snapshot } from './intent.ts'
import { Returning } from './restore.ts'
import { settleExtension } from './rules/extension-rules.ts'
import { refuseWhatIsNotGivenUp } from './rules/given-up-rules.ts'
import {
  requireEntitlementForNumbers,
  requireFreeSeats,
  requireServiceForLicense,
  warnOfEmergencyAddress,
  warnOfServiceWithoutLicense,
} from './rules/license-rules.ts'
import { keepLocks } from './rules/lock-rules.ts'
import { settleNumbers } from './rules/number-rules.ts'
import { warnOfCallsThatLeadHere } from './rules/pointed-at-rules.ts'
import {
  keepOneAdmin,
  requireBasics,
  requireLiving,
  requireOwnExternalId,
  settleUsername,
} from './rules/profile-rules.ts'
import { requireForwardingTargets, requireInternationalEntitlement, requireOwnCallerId } from './rules/service-rules.ts'
import { namedBy } from './taken.ts'

/**
 * What would happen if these intents were carried out on what the snapshot knows: one row each, in order; later rows see what
 * earlier ones took. Pure: the form's validation, the dry run, a bulk preview and the apply all ask it.
 */
export function planUsers(intents: readonly Intent[], snapshot: Snapshot): Plan {
  const returning = new Returning()
  const drafts = intents.map((intent, index) => draftOf(index, intent, snapshot, returning))
  const taken = namedBy(drafts, snapshot)
  for (const draft of drafts) {
    requireLiving(draft)
    keepLocks(draft)
    if (draft.kind === 'create') requireBasics(draft)
    settleUsername(draft, snapshot, taken)
    requireOwnExternalId(draft, snapshot, taken)
    // Numbers first: where a site wishes it, the extension is the end of one.
    settleNumbers(draft, snapshot, taken)
    settleExtension(draft, snapshot, taken)
    requireServiceForLicense(draft)
    warnOfServiceWithoutLicense(draft, snapshot)
    requireEntitlementForNumbers(draft, snapshot)
    warnOfEmergencyAddress(draft)
    requireForwardingTargets(draft, snapshot)
    requireOwnCallerId(draft, snapshot)
    requireInternationalEntitlement(draft, snapshot)
    keepOneAdmin(draft, taken)
    warnOfCallsThatLeadHere(draft, snapshot)
  }
  refuseWhatIsNotGivenUp(drafts, snapshot)
  requireFreeSeats(drafts, snapshot)
  refuseWhatIsNotGivenUp(drafts, snapshot)
  return { rows: drafts.map(rowOf), snapshot }
}

function rowOf(draft: Draft): PlannedUser {
  const before = draft.facts?.record ?? null
  const changed = changedFields(before, draft.record)
  const isInvalid = draft.problems.some((problem) => problem.severity !== 'warning')
  const kind = isInvalid ? 'invalid' : changed.length === 0 ? 'unchanged' : draft.kind
  return {
    index: draft.index,
    intent: draft.intent,
    kind,
    before,
    after: draft.record,
    version: draft.facts?.version ?? 0,
    changed,
    origins: { before: draft.facts?.origins ?? {}, after: originsAfter(draft, changed) },
    problems: draft.problems,
  }
}

/** Fields that differ; all of them where there was nothing before. */
export function changedFields(before: UserRecord | null, after: UserRecord): FieldPath[] {
  const fields = fieldsOf(after)
  return before === null ? fields : fields.filter((field) => !isSame(valueAt(before, field), valueAt(after, field)))
}
