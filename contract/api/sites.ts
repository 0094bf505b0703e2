import { z } from 'zod'
import { E164 } from '../e164.ts'
import { endpoint } from '../endpoint.ts'
import { ExtensionRange } from '../extension-number.ts'
import { Id } from '../ids.ts'
import { DryRunQuery } from '../paging.ts'
import { CountryCode, Email, filledLine, LanguageTag, PostalAddress, TimeZone } from '../texts.ts'
import { TaskStarted } from './tasks.ts'

export const ExtensionPolicy = z.enum(['next', 'numberEnd'])
const SiteCallerId = z.enum(['own', 'main'])
const EmergencyContacts = z.array(Email).max(20, 'At most 20 addresses.')
const SiteProfile = filledLine(128, 'The profile').nullable()

/** The desired state of a site; absent leaves as it is. `emergencyAddress: null` means the postal address. */
export const SiteSpec = z.strictObject({
  name: filledLine(128, 'The site’s name'),
  country: CountryCode,
  language: LanguageTag,
  timeZone: TimeZone,
  address: PostalAddress,
  emergencyAddress: PostalAddress.nullable().default(null),
  extensions: ExtensionRange,
  extensionPolicy: ExtensionPolicy.default('next').describe(
    'How an extension is chosen: the next free one, or the last digits of the person’s number where that is free',
  ),
  mainNumber: E164.nullable()
    .default(null)
    .describe('The site’s own number, of the company’s inventory. It rings nobody unless it is given to somebody'),
  callerId: SiteCallerId.default('own').describe(
    'What people outside see of whoever has set nothing of their own: each person’s number, or the main number',
  ),
  emergencyContacts: EmergencyContacts.default([]).describe('Get a mail when somebody of the site calls for help'),
  profile: SiteProfile.default(null).describe(
    'Id or name of the profile that new people here get. null: the company’s default',
  ),
})
export type SiteSpec = z.infer<typeof SiteSpec>

/** What a change of a site may name; nothing has a default, so that nothing is changed that is not named. */
export const SitePatch = SiteSpec.extend({
  emergencyAddress: PostalAddress.nullable(),
  extensionPolicy: ExtensionPolicy,
  mainNumber: E164.nullable(),
  callerId: SiteCallerId,
  emergencyContacts: EmergencyContacts,
  profile: SiteProfile,
}).partial()

export const SiteView = SiteSpec.extend({
  emergencyAddress: PostalAddress.nullable(),
  extensionPolicy: ExtensionPolicy,
  mainNumber: E164.nullable(),
  callerId: SiteCallerId,
  emergencyContacts: EmergencyContacts,
  profile: Id.nullable(),
  id: Id,
  version: z.int(),
  users: z.int(),
  /** People in the recycle bin who belong here. */
  leavers: z.int(),
  emergencyNumbers: z.array(z.string()),
  /** Whether an emergency call could leave this site today, and the sentence that says so. */
  emergencyCalls: z.object({ arePossible: z.boolean(), sentence: z.string() }),
})
export type SiteView = z.infer<typeof SiteView>

const Person = z.object({ id: Id, name: z.string() })

/** What would be without its site if it were removed. */
export const SiteDependents = z.object({
  /** How many, and the first of them by name. */
  people: z.object({ count: z.int(), first: z.array(Person) }),
  leavers: z.object({ count: z.int(), first: z.array(Person) }),
  /** What goes with the site, in sentences: its main number becomes free for others … */
  alsoGoes: z.array(z.string()),
  /** Why it cannot go at all; null when it can once nobody belongs to it. */
  refusal: z.string().nullable(),
})
export type SiteDependents = z.infer<typeof SiteDependents>

const Counted = z.object({ count: z.int() })

/** How a site's range of extensions stands. */
export const ExtensionOverview = z.object({
  from: z.string(),
  to: z.string(),
  size: z.int(),
  used: z.int(),
  free: z.int(),
  /** Given up lately: not suggested until their rest is over. The first 100, those that rest longest first. */
  resting: Counted.extend({
    items: z.array(
      z.object({ number: z.string(), userId: Id.nullable(), userName: z.string().nullable(), until: z.string() }),
    ),
  }),
  /** Never given out and not in use. */
  blocked: Counted.extend({
    items: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        reason: z.string(),
        by: z.enum(['company', 'system', 'emergency']),
      }),
    ),
  }),
  /** People of the site whose extension lies elsewhere. */
  outside: z.int(),
  /** What would be chosen next. */
  next: z.string().nullable(),
})
export type ExtensionOverview = z.infer<typeof ExtensionOverview>

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
    summary:
      'Removes a site that nobody uses. `movePeopleTo` first moves everybody who belongs to it, the recycle bin included, to another one; above 500 people 202 with a task',
    access: 'admin',
    effect: 'changes',
    status: 200,
    mayBecomeTask: true,
    params,
    query: DryRunQuery.extend({ movePeopleTo: Id.optional() }),
    answer: z.union([z.object({ changeSetId: Id.nullable(), moved: z.int() }), TaskStarted]),
  }),
  getSiteDependents: endpoint({
    method: 'GET',
    path: '/sites/{id}/dependents',
    tag,
    summary: 'Who and what depends on a site: what must move before it can be removed',
    access: 'admin',
    effect: 'read',
    status: 200,
    params,
    answer: SiteDependents,
  }),
  getSiteExtensions: endpoint({
    method: 'GET',
    path: '/sites/{id}/extensions',
    tag,
    summary: 'How the site’s range of extensions stands: used, free, resting, kept back',
    access: 'admin',
    effect: 'read',
    status: 200,
    params,
    answer: ExtensionOverview,
  }),
  suggestExtension: endpoint({
    method: 'GET',
    path: '/sites/{id}/extension-suggestion',
    tag,
    summary:
      'Free extensions of the site’s range, as the site’s policy orders them for somebody with `number`; suggesting reserves nothing',
    access: 'admin',
    effect: 'read',
    status: 200,
    params,
    query: z.object({ number: E164.optional() }),
    answer: z.object({ extensions: z.array(z.string()) }),
  }),
}
