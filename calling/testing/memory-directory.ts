import { hash } from 'node:crypto'
import { type Id, newId } from '../../contract/ids.ts'
import { targetsOf } from '../../contract/service-targets.ts'
import { defaultServices, type ServicesSpec, servicesWith } from '../../contract/services-spec.ts'
import type { CallAttempt, CallParty, CallSituation } from '../decide/call-situation.ts'
import { readPublicNumber } from '../decide/public-number.ts'
import type {
  AccountKey,
  CallingDirectory,
  CallProgress,
  RegistrationKey,
  SipAccount,
  StoredRegistration,
} from '../engine.ts'

export const testRealm = 'offhook.test'

/** A person with one device account, as the engine's directory knows them. */
export interface TestUser {
  readonly tenantId: Id
  readonly userId: Id
  readonly username: string
  readonly password: string
  account: SipAccount
  party: CallParty
}

interface NewUser {
  readonly username?: string
  readonly password?: string
  readonly displayName?: string
  readonly extension?: string
  readonly numbers?: readonly string[]
  readonly services?: ServicesSpec
}

/** A directory backed by maps, for tests of any engine. */
export class MemoryDirectory implements CallingDirectory {
  readonly users = new Map<string, TestUser>()
  readonly registrations = new Map<string, StoredRegistration>()
  readonly calls = new Map<Id, CallProgress>()
  emergencyNumbers = ['112', '911']
  hasTrunk = false
  private readonly byUserId = new Map<Id, TestUser>()
  private readonly byDialed = new Map<string, TestUser>()
  private readonly byAccountId = new Map<Id, TestUser>()

  add(tenantId: Id, wanted: NewUser = {}): TestUser {
    const username = wanted.username ?? `u${newId().slice(-12)}`
    const password = wanted.password ?? newId()
    const userId = newId()
    const extension = wanted.extension ?? null
    const numbers = wanted.numbers ?? []
    const displayName = wanted.displayName ?? username
    const user: TestUser = {
      tenantId,
      userId,
      username,
      password,
      account: { tenantId, accountId: newId(), userId, username, ...digestsOf(username, password), isSuspended: false },
      party: {
        ...someone,
        userId,
        displayName,
        extension,
        numbers,
        services: servicesWith(defaultServices, wanted.services),
      },
    }
    this.users.set(username, user)
    this.byUserId.set(userId, user)
    this.byAccountId.set(user.account.accountId, user)
    for (const dialed of [...numbers, ...(extension ? [extension] : [])])
      this.byDialed.set(`${tenantId}|${dialed}`, user)
    return user
  }

  suspend(user: TestUser): void {
    user.account = { ...user.account, isSuspended: true }
    user.party = { ...user.party, isSuspended: true }
  }

  reactivate(user: TestUser): void {
    user.account = { ...user.account, isSuspended: false }
    user.party = { ...user.party, isSuspended: false }
  }

  /** Settings as an administrator would save them: they hold for the next call. */
  set(user: TestUser, services: ServicesSpec): void {
    user.party = { ...user.party, services: servicesWith(user.party.services, services) }
  }

  remove(user: TestUser): void {
    this.users.delete(user.username)
    this.byUserId.delete(user.userId)
    this.byAccountId.delete(user.account.accountId)
  }

  async findAccount(username: string): Promise<SipAccount | undefined> {
    return this.users.get(username)?.account
  }

  async checkAccounts(accounts: readonly AccountKey[]): Promise<SipAccount[]> {
    return accounts.flatMap(({ accountId }) => this.byAccountId.get(accountId)?.account ?? [])
  }

  async situation(attempt: CallAttempt): Promise<CallSituation | undefined> {
    const caller = this.byUserId.get(attempt.callerUserId)
    if (!caller) return undefined
    const ofTenant = [...this.byUserId.values()].filter((user) => user.tenantId === attempt.tenantId)
    const named = ofTenant.flatMap(({ party }) => targetsOf(party.services)).filter(({ kind }) => kind === 'number')
    const owned = named.flatMap(({ target }) => {
      const owner = this.byDialed.get(`${attempt.tenantId}|${target}`)
      return owner ? [[target, owner.userId] as const] : []
    })
    const number = readPublicNumber(attempt.dialed, caller.party.country)
    const byNumber = number ? this.byDialed.get(`${attempt.tenantId}|${number.e164}`) : undefined
    const callee = this.byDialed.get(`${attempt.tenantId}|${attempt.dialed}`) ?? byNumber
    return {
      caller: caller.party,
      emergencyNumbers: this.emergencyNumbers,
      number,
      isOwnNumber: byNumber !== undefined,
      callee: callee?.party ?? null,
      people: new Map(ofTenant.map(({ userId, party }) => [userId, party])),
      ownNumbers: new Map(owned),
      hasTrunk: this.hasTrunk,
    }
  }

  async loadRegistrations(): Promise<StoredRegistration[]> {
    return [...this.registrations.values()]
  }

  async saveRegistrations(kept: readonly StoredRegistration[], gone: readonly RegistrationKey[]): Promise<void> {
    for (const registration of kept) this.registrations.set(keyOf(registration), registration)
    for (const key of gone) this.registrations.delete(keyOf(key))
  }

  async saveCall(record: CallProgress): Promise<void> {
    this.calls.set(record.id, record)
  }
}

const someone = {
  isSuspended: false,
  mayCall: true,
  mayCallAbroad: true,
  timeZone: 'Europe/London',
  country: 'GB',
  siteNumber: null,
}

/** The two digests that the house stores instead of a password (RFC 8760). */
export function digestsOf(username: string, password: string): { ha1Md5: string; ha1Sha256: string } {
  const secret = `${username}:${testRealm}:${password}`
  return { ha1Md5: hash('md5', secret), ha1Sha256: hash('sha256', secret) }
}

function keyOf(key: RegistrationKey): string {
  return `${key.accountId}|${key.instance}`
}
