import type { UndoConflict } from '../../contract/api/change-sets.ts'
import type { Id } from '../../contract/ids.ts'
import { counted } from '../../contract/plain-words.ts'
import type { Context } from '../access/context.ts'
import { isSame } from '../changes/fields.ts'
import type { StoredChange } from '../changes/history-store.ts'
import type { ChangeTx } from '../changes/record-changes.ts'
import type { Undone } from '../changes/undoer.ts'
import { dropProfile } from './delete-profile.ts'
import { historyOf, type ProfileHistory, profileFromHistory } from './profile-history.ts'
import { insertProfile } from './profile-store.ts'
import { readProfiles } from './profile-view.ts'
import { settledProfile } from './settled-profile.ts'
import { changeProfile, profileSpecOf } from './update-profile.ts'

/** First half of the undo of profiles, before people and sites can have them again: deleted ones come back, changed fields go back. */
export async function bringProfilesBack(
  _ctx: Context,
  tx: ChangeTx,
  changes: readonly StoredChange[],
): Promise<Undone> {
  const undo = new UndoOfProfiles(tx)
  for (const change of changes.filter((one) => one.operation === 'delete')) await undo.deletion(change)
  const gained = changes.find(({ before, after }) => after?.isDefault === true && before?.isDefault !== true)
  for (const change of changes.filter((one) => one.operation === 'update')) await undo.update(change, gained)
  return undo
}

/** Second half: created ones go, unless somebody has them by now. */
export async function takeProfilesBack(ctx: Context, tx: ChangeTx, changes: readonly StoredChange[]): Promise<Undone> {
  const undo = new UndoOfProfiles(tx)
  const made = changes.filter((one) => one.operation === 'create' || one.operation === 'restore')
  for (const change of made) await undo.creation(ctx, change)
  return undo
}

class UndoOfProfiles implements Undone {
  readonly conflicts: UndoConflict[] = []
  undone = 0
  readonly #tx: ChangeTx

  constructor(tx: ChangeTx) {
    this.#tx = tx
  }

  async deletion(change: StoredChange): Promise<void> {
    const { entity_id: id, label, before } = change
    if (await this.#now(id)) return this.#conflict(change, '', `The profile ${label} is there again.`)
    const { profile, licenseName } = await settledProfile(this.#tx, {
      ...profileFromHistory(before ?? {}),
      isDefault: false,
    })
    await insertProfile(this.#tx, id, profile)
    const after = historyOf(profile, licenseName)
    this.#tx.record({ entity: 'profile', entityId: id, label: profile.name, operation: 'restore', before: null, after })
    this.undone += 1
  }

  async update(change: StoredChange, gained: StoredChange | undefined): Promise<void> {
    const now = await this.#now(change.entity_id)
    if (!now) return this.#conflict(change, '', `The profile ${change.label} was deleted since.`)
    const then = historyOf(profileSpecOf(now), now.defaults.license?.name ?? '')
    const isDefaultAgain = await this.#isDefaultAgain(change, gained)
    const fields = Object.keys({ ...change.before, ...change.after }).filter((field) => field !== 'isDefault')
    const same = fields.filter((field) => isSame(then[field], change.after?.[field]))
    for (const field of fields.filter((one) => !same.includes(one)))
      this.#conflict(
        change,
        field,
        `The profile ${now.name} was changed again since (${field}), so that is left as it is.`,
      )
    const { isDefault: _isDefault, ...wish } = profileFromHistory(withBefore(then, same, change.before ?? {}))
    if (same.length === 0 && !isDefaultAgain) return
    await changeProfile(
      this.#tx,
      now.id,
      { ...wish, locks: [...wish.locks], ...(isDefaultAgain && { isDefault: true }) },
      null,
    )
    this.undone += 1
  }

  async creation(ctx: Context, change: StoredChange): Promise<void> {
    const now = await this.#now(change.entity_id)
    if (!now) return this.#conflict(change, '', `The profile ${change.label} was deleted since.`)
    if (now.isDefault) return this.#conflict(change, '', `${now.name} is the default profile now, so it stays.`)
    const whose = counted(now.people, 'person has', 'people have')
    if (now.people > 0) return this.#conflict(change, '', `${whose} the profile ${now.name} now, so it stays.`)
    await dropProfile(ctx, this.#tx, now.id, 0)
    this.undone += 1
  }

  /** The default goes back to whoever lost it, as long as it is still where this change set brought it. */
  async #isDefaultAgain(change: StoredChange, gained: StoredChange | undefined): Promise<boolean> {
    if (change.before?.isDefault !== true || !gained) return false
    const holder = (await readProfiles(this.#tx)).find(({ isDefault }) => isDefault)
    if (holder?.id === gained.entity_id) return true
    this.#conflict(change, 'isDefault', `${holder?.name} was made the default since, so it stays that.`)
    return false
  }

  async #now(id: Id) {
    return (await readProfiles(this.#tx)).find((profile) => profile.id === id)
  }

  #conflict({ entity_id: entityId, label }: StoredChange, field: string, message: string): void {
    this.conflicts.push({ entity: 'profile', entityId, label, field, message })
  }
}

function withBefore(then: ProfileHistory, fields: readonly string[], before: ProfileHistory): ProfileHistory {
  const kept = Object.entries(then).filter(([field]) => !fields.includes(field))
  return {
    ...Object.fromEntries(kept),
    ...Object.fromEntries(Object.entries(before).filter(([field]) => fields.includes(field))),
  }
}
