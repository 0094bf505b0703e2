import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { ExtensionRange } from '../extension-number.ts'
import { Id } from '../ids.ts'
import { CountryCode, filledLine, LanguageTag, PostalAddress, TimeZone } from '../texts.ts'

/** The desired state of a site; absent leaves as it is. `emergencyAddress: null` means the postal address. */
export const SiteSpec = z.strictObject({
  name: filledLine(128, 'The site’s name'),
  country: CountryCode,
  language: LanguageTag,
  timeZone: TimeZone,
  address: PostalAddress,
  emergencyAddress: PostalAddress.nullable().default(null),
  extensions: ExtensionRange,
})
export type SiteSpec = z.infer<typeof SiteSpec>

export const SitePatch = SiteSpec.extend({ emergencyAddress: PostalAddress.nullable() }).partial()

export const SiteView = SiteSpec.extend({
  emergencyAddress: PostalAddress.nullable(),
  id: Id,
  version: z.int(),
  users: z.int(),
  emergencyNumbers: z.array(z.string()),
  /** Whether an emergency call could leave this site today, and the sentence that says so. */
  emergencyCalls: z.object({ arePossible: z.boolean(), sentence: z.string() }),
})
export type SiteView = z.infer<typeof SiteView>

const params = z.object({ id: Id })
const tag = 'Sites'
const written = z.object({ site: SiteView, changeSetId: Id.nullable() })

export const siteEndpoints = {
  listSites: endpoint({
    method: 'GET',
    path: '/sites',
    tag,
    summary: 'All sites by name',
    access: 'admin',
    effect: 'read',
    status: 200,
    answer: z.object({ items: z.array(SiteView) }),
  }),
  createSite: endpoint({
    method: 'POST',
    path: '/sites',
    tag,
    summary: 'Creates a site',
    access: 'admin',
    effect: 'changes',
    status: 201,
    body: SiteSpec,
    answer: written,
  }),
  getSite: endpoint({
    method: 'GET',
    path: '/sites/{id}',
    tag,
    summary: 'One site; the ETag is for If-Match',
    access: 'admin',
    effect: 'read',
    status: 200,
    params,
    answer: SiteView,
  }),
  updateSite: endpoint({
    method: 'PATCH',
    path: '/sites/{id}',
    tag,
    summary: 'Changes what is named',
    access: 'admin',
    effect: 'changes',
    status: 200,
    params,
    body: SitePatch,
    answer: written,
  }),
  deleteSite: endpoint({
    method: 'DELETE',
    path: '/sites/{id}',
    tag,
    summary: 'Removes a site that nobody uses',
    access: 'admin',
    effect: 'changes',
    status: 200,
    params,
    answer: z.object({ changeSetId: Id }),
  }),
  suggestExtension: endpoint({
    method: 'GET',
    path: '/sites/{id}/extension-suggestion',
    tag,
    summary: 'The next free extensions of the site’s range; suggesting reserves nothing',
    access: 'admin',
    effect: 'read',
    status: 200,
    params,
    answer: z.object({ extensions: z.array(z.string()) }),
  }),
}
