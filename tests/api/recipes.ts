import type { EndpointName } from '../../contract/api/endpoints.ts'
import { endpoints } from '../../contract/api/endpoints.ts'
import { DeviceCredential } from '../../contract/api/users.ts'
import type { Endpoint } from '../../contract/endpoint.ts'
import type { Entitlement } from '../../contract/entitlements.ts'
import type { Id } from '../../contract/ids.ts'
import { newId } from '../../contract/ids.ts'
import { telling } from '../../server/events/telling.ts'
import { loadStock } from '../../server/numbers/stock.ts'
import { setPassword } from '../../server/signin/accept-link.ts'
import { makeLink } from '../../server/signin/one-time-links.ts'
import { hashPassword } from '../../server/signin/passwords.ts'
import { startTask } from '../../server/tasks/start-task.ts'
import type { ApiCompany, ApiKit, Caller } from '../kit/api.ts'
import { addUnusedNumbers } from './unused-numbers.ts'

/** A company with somebody in every role, in which every endpoint can be called with success. */
export interface World {
  readonly at: ApiKit
  readonly company: ApiCompany
  /** The founder in a browser: administrator and operator. */
  readonly operator: Caller
  /** Somebody without any rights beyond their own phone. */
  readonly user: Caller
  readonly userId: Id
}

/** What to send. */
export interface Request {
  readonly params?: Record<string, string>
  readonly query?: Record<string, string>
  readonly body?: object
}

export async function makeWorld(at: ApiKit): Promise<World> {
  const company = await at.company({ licenses: { Standard: 50 } })
  const { user } = await company.api.createUser({
    ...newcomer(),
    license: 'Standard',
    extension: 'auto',
    devices: ['web', 'desk'],
  })
  return {
    at,
    company,
    userId: user.id,
    operator: await at.signedIn(company, company.adminId),
    user: await at.signedIn(company, user.id),
  }
}

export const password = 'correct horse battery'

function newcomer() {
  return { firstName: 'Maya', lastName: 'Ortiz', email: 'maya@acme.example', site: 'HQ' }
}

const address = { line1: '1 Main Street', line2: '', city: 'Springfield', state: '', postalCode: '', country: 'US' }
const siteSpec = (name: string) => ({
  name,
  country: 'US',
  language: 'en-US',
  timeZone: 'UTC',
  address,
  extensions: { from: '3000', to: '3999' },
})

async function newUser({ company }: World, more = {}): Promise<Id> {
  return (await company.api.createUser({ ...newcomer(), ...more })).user.id
}

async function newSite({ company }: World): Promise<Id> {
  const body = siteSpec(`Site ${newId().slice(-8)}`)
  return (await company.api.call(endpoints.createSite, { body })).site.id
}

async function newProfile({ company }: World): Promise<Id> {
  const body = { name: `Profile ${newId().slice(-8)}` }
  return (await company.api.call(endpoints.createProfile, { body })).profile.id
}

async function newLicense({ operator }: World, entitlements: Entitlement[] = []): Promise<Id> {
  const body = { name: `Licence ${newId().slice(-8)}`, entitlements, owned: 1 }
  return (await operator.call(endpoints.createLicense, { body })).license.id
}

async function standardOf({ company }: World): Promise<Id> {
  const { items } = await company.api.call(endpoints.listLicenses)
  return items.find(({ name }) => name === 'Standard')?.id ?? ''
}

async function newToken({ company }: World): Promise<Id> {
  return (await company.api.call(endpoints.createApiToken, { body: { name: 'CI' } })).id
}

async function newDevice({ company }: World, userId: Id): Promise<Id> {
  const made = await company.api.call(endpoints.addDevice, { params: { id: userId }, body: {} })
  return DeviceCredential.parse(made).deviceId
}

async function newChange({ company }: World): Promise<Id> {
  return (await company.api.createUser(newcomer())).changeSetId ?? ''
}

async function newTask({ company }: World): Promise<Id> {
  const payload = { changeSetId: newId() }
  return (await startTask(company.ctx, { kind: 'undo', title: 'take back', payload, total: 1 })).taskId
}

async function newLeaving(world: World): Promise<Id> {
  const id = await newUser(world)
  const at = new Date(Date.now() + 24 * 3600_000).toISOString()
  await world.company.api.call(endpoints.offboard, { params: { id }, body: { at } })
  return id
}

async function newSuccession(world: World): Promise<string> {
  const { user } = await world.company.api.createUser({ ...newcomer(), ...ofReached })
  const body = { successorId: world.userId, callsGoToSuccessorForDays: 7 }
  await world.company.api.call(endpoints.offboard, { params: { id: user.id }, body })
  return user.extension ?? ''
}

async function newRecycled(world: World): Promise<Id> {
  const id = await newUser(world)
  await world.company.api.call(endpoints.deleteUser, { params: { id } })
  return id
}

async function newLink({ at, company, userId }: World): Promise<string> {
  const mail = { id: newId(), userId, purpose: 'welcome' as const }
  return telling(at.house, company.tenantId, async (tx) => (await makeLink(tx, mail)).token.text)
}

async function newInboxMail({ at, company, userId }: World): Promise<Id> {
  const id = newId()
  const mail = { tenant_id: company.tenantId, id, user_id: userId, kind: 'welcome' as const, state: 'sent' as const }
  const inbox = {
    to_address: 'maya@acme.example',
    inbox_subject: 'Welcome',
    inbox_text: 'Hello',
    inbox_html: '<p>Hello',
  }
  await at.house.db.inTenant(company.tenantId, ({ db }) =>
    db
      .insertInto('mail')
      .values({ ...mail, ...inbox })
      .execute(),
  )
  return id
}

async function withPassword({ at, company, userId }: World): Promise<string> {
  const hash = await hashPassword(password)
  await telling(at.house, company.tenantId, (tx) => setPassword(tx, userId, hash))
  const { username } = await company.api.call(endpoints.getUser, { params: { id: userId } })
  return username
}

const nothing = async (): Promise<Request> => ({})
const ofUser = async (world: World): Promise<Request> => ({ params: { id: await newUser(world) } })
const ofReached = { license: 'Standard', extension: 'auto' as const }

/** For every endpoint, a request that it carries out. Forgetting one is a type error. */
export const recipes: Readonly<Record<EndpointName, (world: World) => Promise<Request>>> = {
  // Set-up is over in this world: the test of set-up calls these on an empty house.
  setUp: async () => ({ body: { code: 'x', spec: setupSpec } }),
  checkSetupCode: async () => ({ body: { code: 'x' } }),
  readNumbers: async () => ({ body: { country: 'US', text: '+1 415 555 0142, 0143' } }),
  getSession: nothing,
  signIn: async (world) => ({ body: { company: world.company.slug, name: await withPassword(world), password } }),
  signOut: nothing,
  signOutEverywhere: nothing,
  forgotPassword: async ({ company }) => ({ body: { company: company.slug, name: 'maya.ortiz' } }),
  openLink: async (world) => ({ body: { token: await newLink(world) } }),
  acceptLink: async (world) => ({ body: { token: await newLink(world), password } }),
  getHome: nothing,
  getTenant: nothing,
  updateTenant: async () => ({ body: { name: `Acme ${newId().slice(-8)}` } }),
  listApiTokens: nothing,
  createApiToken: async () => ({ body: { name: 'CI' } }),
  revokeApiToken: async (world) => ({ params: { id: await newToken(world) } }),
  listInbox: nothing,
  getInboxMail: async (world) => ({ params: { id: await newInboxMail(world) } }),
  listUsers: async () => ({ query: { query: 'maya' } }),
  createUser: async () => ({ body: newcomer() }),
  getUser: ofUser,
  updateUser: async (world) => ({ params: { id: await newUser(world) }, body: { jobTitle: 'Boss' } }),
  deleteUser: ofUser,
  getReferences: ofUser,
  offboard: async (world) => ({ params: { id: await newUser(world) }, body: {} }),
  listLeavings: nothing,
  cancelLeaving: async (world) => ({ params: { id: await newLeaving(world) } }),
  listSuccessions: nothing,
  endSuccession: async (world) => ({ params: { dialed: await newSuccession(world) } }),
  listRecycled: nothing,
  restoreUsers: async (world) => ({ body: { userIds: [await newRecycled(world)] } }),
  purgeUsers: async (world) => ({ body: { userIds: [await newRecycled(world)] } }),
  eraseUser: async (world) => ({ params: { id: await newUser(world) }, body: {} }),
  getReadiness: ofUser,
  bulkEditUsers: async (world) => ({ body: { ids: [await newUser(world)], set: { jobTitle: 'Boss' } } }),
  listTasks: nothing,
  getTask: async (world) => ({ params: { id: await newTask(world) } }),
  cancelTask: async (world) => ({ params: { id: await newTask(world) } }),
  previewCall: async (world) => ({ ...(await ofUser(world)), body: { caller: { kind: 'anonymous' } } }),
  listDevices: ofUser,
  addDevice: async (world) => ({ params: { id: await newUser(world, ofReached) }, body: {} }),
  removeDevice: async (world) => ({ params: { id: world.userId, deviceId: await newDevice(world, world.userId) } }),
  sendWelcome: async (world) => ({ params: { id: await newUser(world, ofReached) } }),
  listUserMail: ofUser,
  listDepartments: nothing,
  exportUsers: async () => ({ query: { query: 'maya', columns: 'name,number' } }),
  sendWelcomes: async (world) => ({ body: { ids: [await newUser(world, ofReached)] } }),
  listSites: nothing,
  createSite: async () => ({ body: siteSpec(`Site ${newId().slice(-8)}`) }),
  getSite: async (world) => ({ params: { id: await newSite(world) } }),
  updateSite: async (world) => ({ params: { id: await newSite(world) }, body: { timeZone: 'Europe/Paris' } }),
  deleteSite: async (world) => ({ params: { id: await newSite(world) } }),
  getSiteDependents: async (world) => ({ params: { id: await newSite(world) } }),
  getSiteExtensions: async (world) => ({ params: { id: await newSite(world) } }),
  suggestExtension: async (world) => ({ params: { id: await newSite(world) } }),
  listProfiles: nothing,
  createProfile: async () => ({ body: { name: `Profile ${newId().slice(-8)}`, defaults: { extension: 'auto' } } }),
  getProfile: async (world) => ({ params: { id: await newProfile(world) } }),
  updateProfile: async (world) => ({ params: { id: await newProfile(world) }, body: { locks: ['devices'] } }),
  deleteProfile: async (world) => ({ params: { id: await newProfile(world) } }),
  applyProfile: async (world) => {
    const id = await newProfile(world)
    return { params: { id }, body: { userIds: [await newUser(world)] } }
  },
  listNumbers: async () => ({ query: { pattern: '415' } }),
  listStockAreas: nothing,
  listStock: async () => ({ query: { country: 'US' } }),
  claimNumbers: async ({ at }) => {
    const [number] = nextNumbers(1)
    await loadStock(at.house, 'US', number ?? '')
    return { body: { numbers: [number] } }
  },
  exportNumbers: async () => ({ query: { pattern: '415' } }),
  getNumber: async (world) => ({ params: { number: await newNumber(world) } }),
  getNumberAllowance: nothing,
  setNumberAllowance: async () => ({ body: { country: 'FR', bought: ++lastBought } }),
  endQuarantine: async (world) => ({ body: { numbers: [await releasedNumber(world)] } }),
  moveNumber: async (world) => ({
    body: { number: await newNumber(world), toUserId: await newUser(world, ofReached), asPrimary: true },
  }),
  swapNumbers: async (world) => {
    const first = await newNumber(world)
    await newUser(world, { ...ofReached, numbers: [first] })
    return { body: { first, second: await newNumber(world) } }
  },
  shareNumber: async (world) => ({ body: { number: await newNumber(world), name: 'Acme' } }),
  importNumbers: async () => ({ body: { country: 'US', text: nextNumbers(2).join('\n') } }),
  startPorting: async () => ({ body: { number: nextNumbers(1)[0] } }),
  updatePorting: async (world) => ({ params: { number: await portedNumber(world) }, body: { state: 'porting' } }),
  completePorting: async (world) => ({ params: { number: await portedNumber(world) }, body: {} }),
  cancelPorting: async (world) => ({ params: { number: await portedNumber(world) } }),
  releaseNumbers: async ({ company }) => ({ body: { numbers: await addUnusedNumbers(company, nextNumbers(1)) } }),
  listLicenses: nothing,
  createLicense: async () => ({ body: { name: `Licence ${newId().slice(-8)}`, entitlements: ['calls'], owned: 1 } }),
  getLicense: async (world) => ({ params: { id: await newLicense(world) }, query: { people: '12' } }),
  moveLicenses: async (world) => ({
    params: { id: await standardOf(world) },
    body: { to: await newLicense(world, ['calls', 'directNumber']), userIds: [await newUser(world, ofReached)] },
  }),
  reclaimLicenses: async (world) => ({
    params: { id: await standardOf(world) },
    body: { userIds: [await newUser(world, { ...ofReached, state: 'suspended' })] },
  }),
  deleteLicense: async (world) => ({ params: { id: await newLicense(world) } }),
  updateLicense: async (world) => ({ params: { id: await newLicense(world) }, body: { owned: 7 } }),
  listCalls: nothing,
  listRegistrations: nothing,
  listChangeSets: async () => ({ query: { text: 'maya', source: '!cli' } }),
  listChanges: async (world) => ({ params: { id: await newChange(world) } }),
  listActors: nothing,
  exportChanges: async () => ({ query: { kind: 'user.create' } }),
  listAccessEvents: nothing,
  getChangeSet: async (world) => ({ params: { id: await newChange(world) } }),
  undoChangeSet: async (world) => ({ params: { id: await newChange(world) } }),
  getPhone: nothing,
  issueWebPhoneCredential: nothing,
  searchDirectory: async () => ({ query: { query: 'ada' } }),
  listOwnCalls: nothing,
  listOwnDevices: nothing,
  addOwnDevice: async () => ({ body: { label: 'My phone' } }),
  removeOwnDevice: async (world) => ({ params: { deviceId: await newDevice(world, world.userId) } }),
  listTenants: nothing,
  loadStock: async () => ({ body: { country: 'US', text: nextNumbers(2).join('\n') } }),
}

async function newNumber({ company }: World): Promise<string> {
  return (await addUnusedNumbers(company, nextNumbers(1)))[0] ?? ''
}

async function releasedNumber(world: World): Promise<string> {
  const number = await newNumber(world)
  await world.company.api.call(endpoints.releaseNumbers, { body: { numbers: [number] } })
  return number
}

async function portedNumber({ company }: World): Promise<string> {
  const [number = ''] = nextNumbers(1)
  await company.api.call(endpoints.startPorting, { body: { number } })
  return number
}

let lastBought = 10
let lastNumber = 4155560000

/** Numbers that nothing else in this file uses. */
function nextNumbers(count: number): string[] {
  return Array.from({ length: count }, () => `+1${++lastNumber}`)
}

export const setupSpec = {
  company: { name: 'Acme', country: 'US', language: 'en-US', timeZone: 'America/New_York' },
  site: { name: 'HQ', address, extensions: { from: '1000', to: '1999' } },
  admin: { firstName: 'Ada', lastName: 'Admin', email: 'ada@acme.example', password },
  licenses: [{ name: 'Standard', entitlements: ['calls' as const], owned: 3 }],
  numbers: '+14155550142',
  fictionalNumbers: 2,
}

/** Every endpoint, without the exact types of its schemas. */
export const anyEndpoint: Readonly<Record<EndpointName, Endpoint>> = endpoints

/** The caller who may use an endpoint. */
export function whoMay(world: World, name: EndpointName): Caller {
  const { access } = endpoints[name]
  if (access === 'public') return world.at.nobody
  if (access === 'user') return world.user
  return access === 'operator' ? world.operator : world.company.api
}

export const endpointNames = Object.keys(endpoints) as EndpointName[]
