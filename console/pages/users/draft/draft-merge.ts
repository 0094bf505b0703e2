import type { UserServices } from '../../../../contract/services-spec.ts'
import { isSameValue } from '../../../form/same-value.ts'
import type { FieldClash } from '../../../form/use-form-merging.ts'
import type { UserDraft } from '../user-draft.ts'

/** Not sent with a change, only said to the server. */
const unshared = new Set(['sendWelcome'])

/** Every field of the form with its value; services setting by setting. */
export function flatDraft({ services, ...rest }: UserDraft): ReadonlyMap<string, unknown> {
  const settings = Object.entries(services).flatMap(([section, values]) =>
    Object.entries(values).map(([setting, value]) => [`services.${section}.${setting}`, value] as const),
  )
  return new Map([...Object.entries(rest).filter(([field]) => !unshared.has(field)), ...settings])
}

/** The fields in which two drafts differ. */
export function changedPaths(before: UserDraft, after: UserDraft): string[] {
  const old = flatDraft(before)
  return [...flatDraft(after)].filter(([path, value]) => !isSameValue(value, old.get(path))).map(([path]) => path)
}

/** The draft with one field replaced. */
export function withPath(draft: UserDraft, path: string, value: unknown): UserDraft {
  const [field = '', section = '', setting = ''] = path.split('.')
  if (field !== 'services') return { ...draft, [field]: value }
  return { ...draft, services: withSetting(draft.services, section, setting, value) }
}

function withSetting(services: UserServices, section: string, setting: string, value: unknown): UserServices {
  return { ...services, [section]: { ...Reflect.get(services, section), [setting]: value } }
}

/** What was typed, on top of what somebody else saved meanwhile. */
export function onTopOf(current: UserDraft, original: UserDraft, typed: UserDraft): UserDraft {
  const mine = flatDraft(typed)
  const merged = changedPaths(original, typed).reduce((draft, path) => withPath(draft, path, mine.get(path)), current)
  return { ...merged, sendWelcome: typed.sendWelcome }
}

/** The fields that were changed on both sides since `original`, to different values; named as history does: `services.forwarding.always`. */
export function clashesOf(original: UserDraft, current: UserDraft, typed: UserDraft): FieldClash[] {
  const theirs = flatDraft(current)
  const mine = flatDraft(typed)
  const changedByMe = new Set(changedPaths(original, typed))
  return changedPaths(original, current)
    .filter((path) => changedByMe.has(path) && !isSameValue(mine.get(path), theirs.get(path)))
    .map((path) => ({ field: path, mine: mine.get(path), theirs: theirs.get(path) }))
}
