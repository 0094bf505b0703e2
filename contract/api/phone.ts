import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { Id } from '../ids.ts'
import { PageQuery, pageOf } from '../paging.ts'
import { CallView } from './calls.ts'
import { DeviceCredential, DeviceView } from './users.ts'

/** `onCall` wins over `registered`. */
export const Presence = z.enum(['offline', 'registered', 'onCall'])
export type Presence = z.infer<typeof Presence>

export const Colleague = z.object({
  userId: Id,
  name: z.string(),
  extension: z.string().nullable(),
  number: z.string().nullable(),
  numberDisplay: z.string().nullable(),
  jobTitle: z.string().nullable(),
  department: z.string().nullable(),
  presence: Presence,
})
export type Colleague = z.infer<typeof Colleague>

/** Who I am as a phone. `problem` says why I cannot call, when I cannot. */
export const PhoneProfile = z.object({
  userId: Id,
  name: z.string(),
  extension: z.string().nullable(),
  numbers: z.array(z.object({ e164: z.string(), display: z.string() })),
  company: z.string(),
  language: z.string(),
  emergencyNumbers: z.array(z.string()),
  problem: z.string().nullable(),
  mayAddSipPhones: z.boolean(),
  isAdministrator: z.boolean(),
})
export type PhoneProfile = z.infer<typeof PhoneProfile>

/** A credential of this browser session alone; it ends with the session. */
export const WebPhoneCredential = z.object({
  username: z.string(),
  password: z.string(),
  domain: z.string(),
  /** Path of the WebSocket on this origin. */ path: z.literal('/sip'),
})
export type WebPhoneCredential = z.infer<typeof WebPhoneCredential>

const tag = 'Phone'

export const phoneEndpoints = {
  getPhone: endpoint({
    method: 'GET',
    path: '/phone',
    tag,
    summary: 'The signed-in person as a phone',
    access: 'user',
    effect: 'read',
    status: 200,
    answer: PhoneProfile,
  }),
  issueWebPhoneCredential: endpoint({
    method: 'POST',
    path: '/phone/credential',
    tag,
    summary: 'Makes a SIP credential for this session’s web phone; the session’s earlier one stops working',
    access: 'user',
    effect: 'outside',
    status: 201,
    answer: WebPhoneCredential,
  }),
  searchDirectory: endpoint({
    method: 'GET',
    path: '/phone/directory',
    tag,
    summary: 'Colleagues by name with presence; `query` as in the users’ list',
    access: 'user',
    effect: 'read',
    status: 200,
    query: PageQuery.extend({ query: z.string().max(200).optional() }),
    answer: pageOf(Colleague),
  }),
  listOwnCalls: endpoint({
    method: 'GET',
    path: '/phone/calls',
    tag,
    summary: 'My calls, newest first',
    access: 'user',
    effect: 'read',
    status: 200,
    query: PageQuery,
    answer: pageOf(CallView),
  }),
  listOwnDevices: endpoint({
    method: 'GET',
    path: '/phone/devices',
    tag,
    summary: 'My phones',
    access: 'user',
    effect: 'read',
    status: 200,
    answer: z.object({ items: z.array(DeviceView) }),
  }),
  addOwnDevice: endpoint({
    method: 'POST',
    path: '/phone/devices',
    tag,
    summary: 'Adds a SIP phone of mine; answers its password once',
    access: 'user',
    effect: 'changes',
    status: 201,
    body: z.strictObject({ label: z.string().trim().min(1).max(64).default('SIP phone') }),
    answer: DeviceCredential,
  }),
  removeOwnDevice: endpoint({
    method: 'DELETE',
    path: '/phone/devices/{deviceId}',
    tag,
    summary: 'Disables a SIP phone of mine at once',
    access: 'user',
    effect: 'changes',
    status: 204,
    params: z.object({ deviceId: Id }),
    answer: z.null(),
  }),
}
