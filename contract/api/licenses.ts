import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { Entitlement } from '../entitlements.ts'
import { Id } from '../ids.ts'
import { filledLine } from '../texts.ts'

export const LicenseSpec = z.strictObject({
  name: filledLine(64, 'The licence’s name'),
  entitlements: z.array(Entitlement).max(20),
  owned: z.int().min(0).max(1_000_000),
})
export type LicenseSpec = z.infer<typeof LicenseSpec>

export const LicenseView = LicenseSpec.extend({
  id: Id,
  version: z.int(),
  used: z.int(),
  free: z.int(),
  suspended: z.int(),
})
export type LicenseView = z.infer<typeof LicenseView>

const tag = 'Licences'
const params = z.object({ id: Id })
const written = z.object({ license: LicenseView, changeSetId: Id.nullable() })

export const licenseEndpoints = {
  listLicenses: endpoint({
    method: 'GET',
    path: '/licenses',
    tag,
    summary: 'Licence types with how many are owned, used and free',
    access: 'admin',
    effect: 'read',
    status: 200,
    answer: z.object({ items: z.array(LicenseView) }),
  }),
  createLicense: endpoint({
    method: 'POST',
    path: '/licenses',
    tag,
    summary: 'Adds a licence type; operators only, as owning licences is their side of the contract',
    access: 'operator',
    effect: 'changes',
    status: 201,
    body: LicenseSpec,
    answer: written,
  }),
  updateLicense: endpoint({
    method: 'PATCH',
    path: '/licenses/{id}',
    tag,
    summary: 'Changes name, entitlements or quantity; operators only',
    access: 'operator',
    effect: 'changes',
    status: 200,
    params,
    body: LicenseSpec.partial(),
    answer: written,
  }),
}
