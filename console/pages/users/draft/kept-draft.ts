import { defaultServices, servicesWith } from '../../../../contract/services-spec.ts'
import { newUserDraft, type UserDraft } from '../user-draft.ts'

/** What was typed about a person and not saved, with what it was typed on top of. */
export interface KeptDraft {
  /** When it was last touched (ISO 8601). */
  readonly at: string
  readonly version: number
  readonly original: UserDraft
  readonly draft: UserDraft
}

/** Where unsaved things wait in this browser tab: apart for everybody who signs in and for every person. */
export function draftKey(signedInId: string, userId: string): string {
  return `offhook.unsaved.${signedInId}.${userId}`
}

/** Keeps unsaved things for a reload of this tab. They hold no secret: no field of the form is one. */
export function keepDraft(storage: Storage, key: string, kept: KeptDraft): void {
  try {
    storage.setItem(key, JSON.stringify(kept))
  } catch {
    // A full or forbidden storage only means that a reload loses what the browser warns about anyway.
    storage.removeItem(key)
  }
}

/** Throws unsaved things away. */
export function forgetDraft(storage: Storage, key: string): void {
  storage.removeItem(key)
}

/** What is kept, made whole where an older release kept it; null when there is nothing that can be read. */
export function keptDraft(storage: Storage, key: string): KeptDraft | null {
  try {
    const kept: KeptDraft | null = JSON.parse(storage.getItem(key) ?? 'null')
    if (!kept || typeof kept.version !== 'number' || typeof kept.at !== 'string') return null
    return { ...kept, original: whole(kept.original), draft: whole(kept.draft) }
  } catch {
    forgetDraft(storage, key)
    return null
  }
}

function whole(draft: UserDraft): UserDraft {
  return { ...newUserDraft(''), ...draft, services: servicesWith(defaultServices, draft.services) }
}
