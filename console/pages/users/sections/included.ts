import type { LicenseView } from '../../../../contract/api/licenses.ts'
import type { Entitlement } from '../../../../contract/entitlements.ts'

type Granting = Pick<LicenseView, 'entitlements' | 'free' | 'owned'>

/** Whether a licence grants this; no licence grants nothing. */
export function includes(license: Granting | undefined, needs: Entitlement): boolean {
  return license?.entitlements.includes(needs) ?? false
}

/** The licence to offer where this is missing: one that grants it and has some left, else any that grants it. */
export function licenseThatIncludes<L extends Granting>(licenses: readonly L[], needs: Entitlement): L | undefined {
  const able = licenses.filter((one) => includes(one, needs))
  return able.find(({ free }) => free > 0) ?? able.find(({ owned }) => owned > 0) ?? able[0]
}
