import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { ExtensionRange } from '../extension-number.ts'
import { Id } from '../ids.ts'
import { DryRunQuery } from '../paging.ts'
import { NumberPool, ProfileDefaults, ProfileLock } from '../profile-spec.ts'
import { filledLine } from '../texts.ts'
import { BulkDone, BulkPlan } from './bulk-edit.ts'
import { TaskStarted } from './tasks.ts'

const Named = z.object({ id: Id, name: z.string() })

const locks = z
  .array(ProfileLock)
  .max(ProfileLock.options.length)
  .transform((all) => ProfileLock.options.filter((lock) => all.includes(lock)))

const fields = {
  name: filledLine(64, 'The profile’s name'),
  isDefault: z.boolean().describe('Whether new people get it, unless their site has another. Exactly one profile is'),
  defaults: ProfileDefaults.describe(
    'What new people get unless the spec names something else. It is one value: a change replaces it',
  ),
  numberPool: NumberPool.nullable().describe('Where auto numbers come from. null: the site’s country'),
  extensions: ExtensionRange.nullable().describe('Where auto extensions come from. null: the site’s range'),
  locks: locks.describe(
    'Fields in which its people always have the profile’s value, or the product’s where it names none',
  ),
}

/** A named set of defaults and locks. */
export const ProfileSpec = z.strictObject({
  ...fields,
  isDefault: fields.isDefault.default(false),
  defaults: fields.defaults.default({}),
  numberPool: fields.numberPool.default(null),
  extensions: fields.extensions.default(null),
  locks: fields.locks.default([]),
})
export type ProfileSpec = z.infer<typeof ProfileSpec>

export const ProfilePatch = z.strictObject(fields).partial()

export const ProfileView = z.object({
  id: Id,
  version: z.int(),
  name: z.string(),
  isDefault: z.boolean(),
  defaults: ProfileDefaults.extend({ license: Named.nullable().optional() }),
  numberPool: NumberPool.nullable(),
  extensions: ExtensionRange.nullable(),
  locks: z.array(ProfileLock),
  /** Living people who have it. */
  people: z.int(),
  /** Those of them who have another value in a field that it locks: apply it, and they follow. */
  differing: z.int(),
  /** Sites whose new people get it. */
  sites: z.array(Named),
})
export type ProfileView = z.infer<typeof ProfileView>

/** Whom to apply a profile to: those named (who are put on it, if they are not), or all who have it. */
export const ProfileApplySpec = z
  .strictObject({
    userIds: z.array(Id).min(1).max(100_000).optional(),
    all: z.literal(true).optional(),
    overwrite: z
      .boolean()
      .default(false)
      .describe('Also what somebody set by hand, wherever the profile names a value'),
    sendWelcome: z
      .boolean()
      .optional()
      .describe('Whether who gets a first extension by it also gets the welcome mail. Default true'),
    fingerprint: z
      .string()
      .max(200)
      .optional()
      .describe('Of the plan that was looked at. When another plan would be carried out now, nothing is'),
  })
  .refine(({ userIds, all }) => (userIds === undefined) !== (all === undefined), {
    error: 'Name either userIds or all.',
    path: ['userIds'],
  })
export type ProfileApplySpec = z.infer<typeof ProfileApplySpec>

/** What a deletion does: people keep their values and have no profile, sites have the company’s default again. */
export const ProfileDeleted = z.object({ changeSetId: Id.nullable(), people: z.int(), sites: z.array(Named) })
export type ProfileDeleted = z.infer<typeof ProfileDeleted>

const params = z.object({ id: Id })
const tag = 'Profiles'
const written = z.object({ profile: ProfileView, changeSetId: Id.nullable() })

export const profileEndpoints = {
  listProfiles: endpoint({
    method: 'GET',
    path: '/profiles',
    tag,
    summary: 'All profiles by name, with how many people have each',
    access: 'admin',
    effect: 'read',
    status: 200,
    answer: z.object({ items: z.array(ProfileView) }),
  }),
  createProfile: endpoint({
    method: 'POST',
    path: '/profiles',
    tag,
    summary: 'Creates a profile',
    access: 'admin',
    effect: 'changes',
    status: 201,
    body: ProfileSpec,
    answer: written,
  }),
  getProfile: endpoint({
    method: 'GET',
    path: '/profiles/{id}',
    tag,
    summary: 'One profile; the ETag is for If-Match',
    access: 'admin',
    effect: 'read',
    status: 200,
    params,
    answer: ProfileView,
  }),
  updateProfile: endpoint({
    method: 'PATCH',
    path: '/profiles/{id}',
    tag,
    summary: 'Changes what is named. People who have the profile stay as they are until it is applied to them',
    access: 'admin',
    effect: 'changes',
    status: 200,
    params,
    body: ProfilePatch,
    answer: written,
  }),
  deleteProfile: endpoint({
    method: 'DELETE',
    path: '/profiles/{id}',
    tag,
    summary:
      'Deletes a profile that is not the default. Its people keep what they have and have no profile; `dryRun=true` counts them. Above 500 people 202 with a task',
    access: 'admin',
    effect: 'changes',
    status: 200,
    mayBecomeTask: true,
    params,
    query: DryRunQuery,
    answer: z.union([ProfileDeleted, TaskStarted]),
  }),
  applyProfile: endpoint({
    method: 'POST',
    path: '/profiles/{id}/apply',
    tag,
    summary:
      'Gives people what the profile now says: what came from a profile or was never set, what it locks, and with `overwrite` all it names. ' +
      'Whoever cannot is named and left as they are. `dryRun=true` answers the plan; above 500 people 202 with a task',
    access: 'admin',
    effect: 'changes',
    status: 200,
    mayBecomeTask: true,
    params,
    query: DryRunQuery,
    body: ProfileApplySpec,
    answer: z.union([BulkDone, BulkPlan, TaskStarted]),
  }),
}
