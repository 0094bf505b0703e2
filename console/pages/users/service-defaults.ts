import type { LicenseView } from '../../../contract/api/licenses.ts'
import type { UserDraft } from './user-draft.ts'

type Services = Pick<UserDraft, 'license' | 'extension' | 'numbers'>

/** What a person is offered at first: a licence that grants calls and has some left, an extension, and a number where there is one. */
export function firstServices(licenses: readonly LicenseView[], freeNumbers: number): Services {
  const license = licenses.find(({ free, entitlements }) => free > 0 && entitlements.includes('calls'))
  const hasNumber = freeNumbers > 0 && license?.entitlements.includes('directNumber')
  return { license: license?.id ?? '', extension: 'auto', numbers: hasNumber ? ['auto'] : [] }
}
