import { textKey } from '../../../contract/text-keys.ts'
import { problemAt } from '../../problem-error.ts'
import type { Draft } from '../draft.ts'
import type { Snapshot } from '../intent.ts'
import type { Taken } from '../taken.ts'
import { usernameCandidates } from '../usernames.ts'

/** First name, last name, e-mail and site must be there. */
export function requireBasics(draft: Draft): void {
  const missing = (field: string, message: string) => draft.problems.push(problemAt(field, 'field_required', message))
  if (!draft.record.firstName) missing('/firstName', 'Enter a first name.')
  if (!draft.record.lastName) missing('/lastName', 'Enter a last name.')
  if (!draft.record.email) missing('/email', 'Enter an e-mail address: the welcome mail goes there.')
  if (!draft.record.site && draft.spec.site === undefined) missing('/site', 'Choose a site.')
  if (draft.record.state === 'deleted')
    draft.problems.push(problemAt('/state', 'field_invalid', 'A new user can be active or suspended.'))
}

/** A username that nobody in the tenant has, without regard to case: the one that was asked for, or a free one made from the name. */
export function settleUsername(draft: Draft, snapshot: Snapshot, taken: Taken): void {
  const isFree = (name: string) => {
    const key = textKey(name)
    const owner = snapshot.usernames.get(key)
    const row = taken.usernames.get(key)
    return (owner === undefined || owner === draft.intent.userId) && (row === undefined || row === draft.index)
  }
  if (draft.kind === 'delete') return
  if (!draft.record.username || draft.spec.username === 'auto') {
    const { firstName, lastName } = draft.record
    const username = usernameCandidates({ firstName, lastName }, draft.intent.userId).find(isFree)
    if (username) draft.record = { ...draft.record, username }
    else if (draft.record.firstName || draft.record.lastName) {
      draft.problems.push(
        problemAt('/username', 'field_required', 'Enter a username: none could be made from this name.'),
      )
    }
  } else if (!isFree(draft.record.username)) {
    draft.problems.push(usernameTaken(draft, isFree))
  }
  if (draft.record.username) taken.usernames.set(textKey(draft.record.username), draft.index)
}

function usernameTaken(draft: Draft, isFree: (name: string) => boolean) {
  const fixes = usernameCandidates(draft.record, draft.intent.userId)
    .filter(isFree)
    .slice(0, 3)
    .map((username) => ({ label: `Use ${username}`, set: { username } }))
  return problemAt(
    '/username',
    'username_taken',
    `Somebody here already has the username ${draft.record.username}.`,
    fixes,
  )
}

/** An external id names one living user of the tenant. */
export function requireOwnExternalId(draft: Draft, snapshot: Snapshot, taken: Taken): void {
  const { externalId } = draft.record
  if (draft.kind === 'delete' || !externalId) return
  const owner = snapshot.externalIds.get(externalId)
  const row = taken.externalIds.get(externalId)
  if (row === undefined) taken.externalIds.set(externalId, draft.index)
  if ((owner !== undefined && owner !== draft.intent.userId) || row !== undefined) {
    draft.problems.push(
      problemAt('/externalId', 'external_id_taken', `Another user already has the external id ${externalId}.`),
    )
  }
}

/** Somebody must be left who can administer the company. */
export function keepOneAdmin(draft: Draft, taken: Taken): void {
  const was = draft.facts?.record
  const wasAdmin = was?.role === 'admin' && was.state === 'active'
  const isAdmin = draft.record.role === 'admin' && draft.record.state === 'active'
  if (!wasAdmin || isAdmin) return
  taken.admins -= 1
  if (taken.admins >= 1) return
  const field = draft.record.role === 'admin' ? '/state' : '/role'
  draft.problems.push(
    problemAt(field, 'last_admin', 'This is the only administrator left. Make somebody else an administrator first.'),
  )
}

/** A person in the recycle bin is restored before anything else is changed. */
export function requireLiving(draft: Draft): void {
  if (draft.facts?.record.state === 'deleted' && draft.kind !== 'restore' && draft.spec.state !== 'deleted') {
    draft.problems.push(
      problemAt('', 'user_deleted', 'This user is in the recycle bin. Restore them first.', [
        { label: 'Restore', set: { state: 'active' } },
      ]),
    )
  }
}
