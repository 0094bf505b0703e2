import { hash } from 'node:crypto'
import { type Id, newId } from '../../contract/ids.ts'
import type { CallAttempt, CallParty, CallSituation } from '../decide/call-plan.ts'
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
      party: { userId, displayName, extension, numbers, isSuspended: false, mayCall: true },
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
    return {
      caller: caller.party,
      country: 'GB',
      emergencyNumbers: this.emergencyNumbers,
      callee: this.byDialed.get(`${attempt.tenantId}|${attempt.dialed}`)?.party ?? null,
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

/** The two digests that the house stores instead of a password (RFC 8760). */
export function digestsOf(username: string, password: string): { ha1Md5: string; ha1Sha256: string } {
  const secret = `${username}:${testRealm}:${password}`
  return { ha1Md5: hash('md5', secret), ha1Sha256: hash('sha256', secret) }
}

function keyOf(key: RegistrationKey): string {
  return `${key.accountId}|${key.instance}`
}
