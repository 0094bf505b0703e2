import { z } from 'zod'
import { E164, NumberPorting } from '../e164.ts'
import { endpoint } from '../endpoint.ts'
import { ExtensionNumber } from '../extension-number.ts'
import { Id } from '../ids.ts'
import { countedPageOf, DryRunQuery, PageQuery } from '../paging.ts'
import { Problem } from '../problems.ts'
import { ProfileLock } from '../profile-spec.ts'
import { Role } from '../roles.ts'
import { UserServices } from '../services-spec.ts'
import { PostalAddress } from '../texts.ts'
import { UserFilter, UserSort } from '../user-filter.ts'
import { PersonalNumber, PhoneApp, UserSpec, UserState } from '../user-spec.ts'
import { UserStanding } from '../user-standing.ts'

const Named = z.object({ id: Id, name: z.string() })

/** `none`: never asked for. `opened`: the link was opened; `expired`: 72 hours passed unused; `accepted`: a password was set. */
export const WelcomeState = z.enum(['none', 'queued', 'sent', 'failed', 'opened', 'expired', 'accepted'])
export type WelcomeState = z.infer<typeof WelcomeState>

export const UserRow = z.object({
  id: Id,
  firstName: z.string(),
  lastName: z.string(),
  username: z.string(),
  email: z.string(),
  site: Named,
  profile: Named.nullable(),
  license: Named.nullable(),
  extension: ExtensionNumber.nullable(),
  /** The primary number in E.164, and as people write it. */
  number: z.object({ e164: E164, display: z.string() }).nullable(),
  jobTitle: z.string().nullable(),
  department: z.string().nullable(),
  role: Role,
  state: UserState,
  standing: UserStanding,
  isRegistered: z.boolean(),
  /** When the person is to leave; null when nothing is planned. */
  leavesAt: z.string().nullable(),
  lastSignInAt: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
})
export type UserRow = z.infer<typeof UserRow>

export const UserView = z.object({
  id: Id,
  version: z.int(),
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  username: z.string(),
  externalId: z.string().nullable(),
  site: Named,
  language: z.string().nullable(),
  timeZone: z.string().nullable(),
  /** What applies where the user's own is null: the site's. */
  effective: z.object({
    language: z.string(),
    timeZone: z.string(),
    country: z.string(),
    emergencyAddress: PostalAddress.nullable(),
  }),
  jobTitle: z.string().nullable(),
  department: z.string().nullable(),
  address: PostalAddress.nullable(),
  personalNumbers: z.array(PersonalNumber),
  profile: Named.nullable(),
  /** Fields and sections that the profile locks: `license`, `services.calling`, … */
  locks: z.array(ProfileLock),
  /** Fields whose value came from a profile and was not set by hand since. */
  fromProfile: z.array(z.string()),
  license: Named.nullable(),
  extension: ExtensionNumber.nullable(),
  numbers: z.array(z.object({ e164: E164, display: z.string() })),
  /** Numbers on their way from another carrier for which one of the above stands in. */
  portingIn: z.array(z.object({ e164: E164, display: z.string(), state: NumberPorting, temporaryNumber: E164 })),
  devices: z.array(PhoneApp),
  emergencyAddress: PostalAddress.nullable(),
  services: UserServices,
  state: UserState,
  role: Role,
  welcome: WelcomeState,
  lastSignInAt: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
})
export type UserView = z.infer<typeof UserView>

/** What a SIP phone signs in with. The password is shown once and kept nowhere. */
export const DeviceCredential = z.object({
  deviceId: Id,
  username: z.string(),
  password: z.string(),
  domain: z.string(),
  /** `host:port`, for UDP and TCP. */
  server: z.string(),
  /** A `sip:` account description for a QR code; null with the reason where it would not be safe. */
  qr: z.string().nullable(),
  qrHiddenReason: z.string().nullable(),
})
export type DeviceCredential = z.infer<typeof DeviceCredential>

export const DeviceView = z.object({
  id: Id,
  kind: z.enum(['web', 'sip']),
  label: z.string(),
  username: z.string(),
  createdAt: z.string(),
  registration: z
    .object({
      transport: z.string(),
      source: z.string(),
      userAgent: z.string(),
      registeredAt: z.string(),
      expiresAt: z.string(),
    })
    .nullable(),
})
export type DeviceView = z.infer<typeof DeviceView>

export const FieldChange = z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })
export type FieldChange = z.infer<typeof FieldChange>

export const PlanRow = z.object({
  index: z.int(),
  userId: Id.nullable(),
  kind: z.enum(['create', 'update', 'suspend', 'delete', 'restore', 'unchanged', 'invalid']),
  /** What was chosen or resolved: the extension and numbers the user would have, the username. */
  chosen: z.object({ username: z.string().nullable(), extension: z.string().nullable(), numbers: z.array(z.string()) }),
  changes: z.array(FieldChange),
  problems: z.array(Problem),
  /** A sentence: "Maya will be called on 1042 and +1 415 555 0142, gets a welcome mail now, and takes 1 Standard licence." */
  sentence: z.string(),
})
export type PlanRow = z.infer<typeof PlanRow>

export const PlanView = z.object({
  rows: z.array(PlanRow),
  totals: z.object({
    create: z.int(),
    update: z.int(),
    delete: z.int(),
    unchanged: z.int(),
    invalid: z.int(),
    licenses: z.array(z.object({ id: Id, name: z.string(), owned: z.int(), used: z.int(), needed: z.int() })),
    numbers: z.int(),
  }),
})
export type PlanView = z.infer<typeof PlanView>

/** What a write answers: the user as it now is, the change set that did it, and credentials that are shown once. */
export const UserWritten = z.object({
  user: UserView,
  changeSetId: Id.nullable(),
  credentials: z.array(DeviceCredential),
  warnings: z.array(Problem),
})
export type UserWritten = z.infer<typeof UserWritten>

export const ReadinessLine = z.object({
  key: z.enum([
    'profile',
    'license',
    'extension',
    'rights',
    'emergencyAddress',
    'welcomeMail',
    'signedIn',
    'registered',
  ]),
  isReady: z.boolean(),
  sentence: z.string(),
  /** Where to put it right; null when it is right or cannot be put right by an administrator. */
  fix: z.object({ label: z.string(), action: z.enum(['edit', 'resendWelcome', 'editSite', 'none']) }).nullable(),
})
export type ReadinessLine = z.infer<typeof ReadinessLine>

const params = z.object({ id: Id })
const tag = 'Users'

export const userEndpoints = {
  listUsers: endpoint({
    method: 'GET',
    path: '/users',
    tag,
    summary: 'Users who match all conditions, in the order of `sort`',
    access: 'admin',
    effect: 'read',
    status: 200,
    query: PageQuery.extend(UserFilter.shape).extend({ sort: UserSort.default('name') }),
    answer: countedPageOf(UserRow),
  }),
  createUser: endpoint({
    method: 'POST',
    path: '/users',
    tag,
    summary: 'Creates a user, whole or not at all. `dryRun=true` answers the plan with status 200 and changes nothing',
    access: 'admin',
    effect: 'changes',
    status: 201,
    query: DryRunQuery,
    body: UserSpec,
    answer: z.union([UserWritten, PlanView]),
  }),
  getUser: endpoint({
    method: 'GET',
    path: '/users/{id}',
    tag,
    summary: 'One user; the ETag is for If-Match',
    access: 'admin',
    effect: 'read',
    status: 200,
    params,
    answer: UserView,
  }),
  updateUser: endpoint({
    method: 'PATCH',
    path: '/users/{id}',
    tag,
    summary:
      'Changes what is named and nothing else. `If-Match` refuses when somebody was faster; `dryRun=true` answers the plan',
    access: 'admin',
    effect: 'changes',
    status: 200,
    params,
    query: DryRunQuery,
    body: UserSpec,
    answer: z.union([UserWritten, PlanView]),
  }),
  deleteUser: endpoint({
    method: 'DELETE',
    path: '/users/{id}',
    tag,
    summary: 'Moves a user to the recycle bin: seat, extension and username are free at once, calls end within 300 ms',
    access: 'admin',
    effect: 'changes',
    status: 200,
    params,
    query: DryRunQuery,
    answer: z.union([z.object({ changeSetId: Id }), PlanView]),
  }),
  getReadiness: endpoint({
    method: 'GET',
    path: '/users/{id}/readiness',
    tag,
    summary: 'What this person still lacks to make and receive calls',
    access: 'admin',
    effect: 'read',
    status: 200,
    params,
    answer: z.object({ canCall: z.boolean(), lines: z.array(ReadinessLine) }),
  }),
  listDevices: endpoint({
    method: 'GET',
    path: '/users/{id}/devices',
    tag,
    summary: 'The user’s phones',
    access: 'admin',
    effect: 'read',
    status: 200,
    params,
    answer: z.object({ items: z.array(DeviceView) }),
  }),
  addDevice: endpoint({
    method: 'POST',
    path: '/users/{id}/devices',
    tag,
    summary: 'Adds a SIP phone; answers its password once',
    access: 'admin',
    effect: 'changes',
    status: 201,
    params,
    body: z.strictObject({ label: z.string().trim().min(1).max(64).default('SIP phone') }),
    answer: DeviceCredential,
  }),
  removeDevice: endpoint({
    method: 'DELETE',
    path: '/users/{id}/devices/{deviceId}',
    tag,
    summary: 'Disables a SIP phone at once',
    access: 'admin',
    effect: 'changes',
    status: 204,
    params: params.extend({ deviceId: Id }),
    answer: z.null(),
  }),
  sendWelcome: endpoint({
    method: 'POST',
    path: '/users/{id}/welcome',
    tag,
    summary: 'Sends the welcome mail (again); earlier links stop working',
    access: 'admin',
    effect: 'outside',
    status: 202,
    params,
    answer: z.object({ welcome: WelcomeState }),
  }),
  listUserMail: endpoint({
    method: 'GET',
    path: '/users/{id}/mail',
    tag,
    summary: 'Mails to this user and what became of them, newest first',
    access: 'admin',
    effect: 'read',
    status: 200,
    params,
    answer: z.object({
      items: z.array(
        z.object({
          id: Id,
          kind: z.enum(['welcome', 'passwordReset']),
          state: WelcomeState,
          to: z.string(),
          reason: z.string().nullable(),
          at: z.string(),
        }),
      ),
    }),
  }),
}
