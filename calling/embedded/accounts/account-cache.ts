import type { Id } from '../../../contract/ids.ts'
import type { CallingDirectory, SipAccount } from '../../engine.ts'

const maximumCached = 100_000

/**
 * Accounts that signed in lately, so that a REGISTER needs no look-up. Names that nobody has are not remembered:
 * the commit that creates a user is the moment their phone can register.
 */
export class AccountCache {
  private readonly accounts = new Map<string, SipAccount>()
  private readonly loading = new Map<string, Promise<SipAccount | undefined>>()
  private readonly directory: CallingDirectory
  /** Goes up with each invalidation: what was asked before it is asked again after it. */
  generation = 0

  constructor(directory: CallingDirectory) {
    this.directory = directory
  }

  /** What is known without asking. */
  peek(username: string): SipAccount | undefined {
    return this.accounts.get(username)
  }

  find(username: string): Promise<SipAccount | undefined> {
    const waiting = this.loading.get(username)
    if (waiting) return waiting
    const asked = this.load(username).finally(() => {
      if (this.loading.get(username) === asked) this.loading.delete(username)
    })
    this.loading.set(username, asked)
    return asked
  }

  private async load(username: string): Promise<SipAccount | undefined> {
    for (;;) {
      const { generation } = this
      const account = await this.directory.findAccount(username)
      if (generation !== this.generation) continue
      if (account) this.keep(account)
      return account
    }
  }

  keep(account: SipAccount) {
    this.accounts.set(account.username, account)
    if (this.accounts.size > maximumCached) for (const oldest of this.accounts.keys()) return this.drop(oldest)
  }

  /** Forgets these users. */
  forgetUsers(tenantId: Id, userIds: ReadonlySet<Id>): void {
    this.startGeneration()
    for (const account of this.accounts.values()) {
      if (account.tenantId === tenantId && userIds.has(account.userId)) this.accounts.delete(account.username)
    }
  }

  /** Forgets everything but these, which the directory has just confirmed. */
  replaceAll(accounts: readonly SipAccount[]): void {
    this.startGeneration()
    this.accounts.clear()
    for (const account of accounts) this.keep(account)
  }

  private startGeneration(): void {
    this.generation++
    this.loading.clear()
  }

  private drop(username: string): void {
    this.accounts.delete(username)
  }
}
