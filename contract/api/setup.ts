import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { ExtensionRange, ReservedExtensions } from '../extension-number.ts'
import { Id } from '../ids.ts'
import {
  CountryCode,
  Email,
  filledLine,
  LanguageTag,
  NewPassword,
  PersonName,
  PostalAddress,
  TimeZone,
  Username,
} from '../texts.ts'
import { LicenseSpec } from './licenses.ts'
import { SessionView } from './sign-in.ts'

/** A first company with all it needs to onboard people. */
export const SetupSpec = z.strictObject({
  company: z.strictObject({
    name: filledLine(128, 'The company’s name'),
    country: CountryCode,
    language: LanguageTag,
    timeZone: TimeZone,
  }),
  site: z.strictObject({
    name: filledLine(128, 'The site’s name'),
    address: PostalAddress,
    extensions: ExtensionRange,
  }),
  admin: z.strictObject({
    firstName: PersonName,
    lastName: PersonName,
    email: Email,
    username: Username.optional(),
    password: NewPassword,
  }),
  licenses: z.array(LicenseSpec).max(20),
  /** Numbers as people write them: one by one, separated by commas or lines, ranges as `first-last`. */
  numbers: z.string().max(200_000).default(''),
  /** Adds this many of the country's fictional numbers for trying out. */
  fictionalNumbers: z.int().min(0).max(100).default(0),
})
export type SetupSpec = z.infer<typeof SetupSpec>

/** How a text of numbers was understood. */
export const NumbersRead = z.object({
  numbers: z.array(z.string()),
  unread: z.array(z.object({ text: z.string(), reason: z.string() })),
})
export type NumbersRead = z.infer<typeof NumbersRead>

export const setupEndpoints = {
  setUp: endpoint({
    method: 'POST',
    path: '/setup',
    tag: 'Set-up',
    summary: 'Creates the first company; guarded by the code printed in the terminal, and only while there is none',
    access: 'public',
    effect: 'changes',
    status: 201,
    body: z.strictObject({ code: z.string().trim().max(64), spec: SetupSpec }),
    answer: SessionView,
  }),
  checkSetupCode: endpoint({
    method: 'POST',
    path: '/setup/code',
    tag: 'Set-up',
    summary: 'Whether the code printed in the terminal is this one',
    access: 'public',
    effect: 'read',
    status: 200,
    body: z.strictObject({ code: z.string().trim().max(64) }),
    answer: z.object({ isRight: z.literal(true) }),
  }),
  readNumbers: endpoint({
    method: 'POST',
    path: '/setup/numbers',
    tag: 'Set-up',
    summary: 'Reads pasted numbers and ranges as set-up will',
    access: 'public',
    effect: 'read',
    status: 200,
    body: z.strictObject({ country: CountryCode, text: z.string().max(200_000) }),
    answer: NumbersRead,
  }),
}

const tag = 'Company'

/** What the home page shows: what to do next, and how things stand. */
export const HomeView = z.object({
  steps: z.array(
    z.object({
      key: z.enum(['company', 'licenses', 'numbers', 'firstUser', 'firstCall']),
      isDone: z.boolean(),
      sentence: z.string(),
    }),
  ),
  users: z.object({ total: z.int(), ready: z.int(), needAttention: z.int(), contacts: z.int(), suspended: z.int() }),
  licenses: z.array(z.object({ name: z.string(), used: z.int(), owned: z.int() })),
  freeNumbers: z.array(z.object({ country: z.string(), free: z.int() })),
  now: z.object({ calls: z.int(), registrations: z.int() }),
  failedMails: z.int(),
  /** What an administrator should look at now, one sentence each. */
  attention: z.array(z.object({ kind: z.enum(['tasks', 'licenses', 'allowance']), sentence: z.string() })),
  /** A colleague with an extension, for the first call. */
  someoneToCall: z.object({ name: z.string(), extension: z.string() }).nullable(),
})
export type HomeView = z.infer<typeof HomeView>

/** What can be set of the company. */
export const TenantSpec = z.strictObject({
  name: filledLine(128, 'The company’s name'),
  language: LanguageTag,
  timeZone: TimeZone,
  extensionRestDays: z
    .int()
    .min(0)
    .max(365, 'At most 365 days.')
    .describe('How long an extension rests after somebody gave it up: not suggested, and named only with a warning'),
  reservedExtensions: z.array(ReservedExtensions).max(200).describe('Extensions that nobody is given'),
  numberQuarantineDays: z
    .int()
    .min(0)
    .max(365, 'At most 365 days.')
    .describe('How long a released number rests before it goes back to the stock'),
})
export type TenantSpec = z.infer<typeof TenantSpec>

export const TenantView = z.object({
  id: Id,
  version: z.int(),
  name: z.string(),
  slug: z.string(),
  country: z.string(),
  language: z.string(),
  timeZone: z.string(),
  extensionRestDays: z.int(),
  reservedExtensions: z.array(ReservedExtensions),
  numberQuarantineDays: z.int(),
})
export type TenantView = z.infer<typeof TenantView>

export const ApiTokenView = z.object({
  id: Id,
  name: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
})
export type ApiTokenView = z.infer<typeof ApiTokenView>

export const companyEndpoints = {
  getHome: endpoint({
    method: 'GET',
    path: '/home',
    tag,
    summary: 'What to do next, and how things stand',
    access: 'admin',
    effect: 'read',
    status: 200,
    answer: HomeView,
  }),
  getTenant: endpoint({
    method: 'GET',
    path: '/tenant',
    tag,
    summary: 'The company’s settings',
    access: 'admin',
    effect: 'read',
    status: 200,
    answer: TenantView,
  }),
  updateTenant: endpoint({
    method: 'PATCH',
    path: '/tenant',
    tag,
    summary: 'Changes what is named',
    access: 'admin',
    effect: 'changes',
    status: 200,
    body: TenantSpec.partial(),
    answer: TenantView.extend({ changeSetId: Id.nullable() }),
  }),
  listApiTokens: endpoint({
    method: 'GET',
    path: '/api-tokens',
    tag,
    summary: 'API tokens, without their secrets',
    access: 'admin',
    effect: 'read',
    status: 200,
    answer: z.object({ items: z.array(ApiTokenView) }),
  }),
  createApiToken: endpoint({
    method: 'POST',
    path: '/api-tokens',
    tag,
    summary: 'Makes an API token with an administrator’s rights; it is shown once',
    access: 'admin',
    effect: 'changes',
    status: 201,
    body: z.strictObject({ name: filledLine(64, 'The name') }),
    answer: ApiTokenView.extend({ token: z.string() }),
  }),
  revokeApiToken: endpoint({
    method: 'DELETE',
    path: '/api-tokens/{id}',
    tag,
    summary: 'Revokes an API token at once',
    access: 'admin',
    effect: 'changes',
    status: 204,
    params: z.object({ id: Id }),
    answer: z.null(),
  }),
  listInbox: endpoint({
    method: 'GET',
    path: '/inbox',
    tag,
    summary: 'Development inbox: mails that no mail server took, newest first. Only on this machine',
    access: 'admin',
    effect: 'read',
    status: 200,
    answer: z.object({ items: z.array(z.object({ id: Id, to: z.string(), subject: z.string(), at: z.string() })) }),
  }),
  getInboxMail: endpoint({
    method: 'GET',
    path: '/inbox/{id}',
    tag,
    summary: 'One mail of the development inbox',
    access: 'admin',
    effect: 'read',
    status: 200,
    params: z.object({ id: Id }),
    answer: z.object({
      id: Id,
      to: z.string(),
      subject: z.string(),
      at: z.string(),
      text: z.string(),
      html: z.string(),
    }),
  }),
}
