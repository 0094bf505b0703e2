import type { Id } from '../../contract/ids.ts'
import type { AccountKey, SipAccount } from '../engine.ts'
import type { AccountCache } from './accounts/account-cache.ts'
import { endCall } from './calls/end-call.ts'
import type { EngineContext } from './engine-context.ts'

const reconcileEveryMs = 5_000
const accountsAtOnce = 2_000

/** Keeps what is live in step with the directory: who may no longer be here is cut off. */
export class AccountWatch {
  private readonly context: EngineContext
  private readonly cache: AccountCache
  private readonly reconciling: NodeJS.Timeout
  private isReconciling = false

  constructor(context: EngineContext, cache: AccountCache) {
    this.context = context
    this.cache = cache
    this.reconciling = setInterval(() => void this.reconcile(), reconcileEveryMs)
    this.reconciling.unref()
  }

  usersChanged(tenantId: Id, userIds: readonly Id[]): void {
    const users = new Set(userIds)
    this.cache.forgetUsers(tenantId, users)
    const { registrar, calls } = this.context
    const bindings = userIds.flatMap((userId) => registrar.bindings.ofUser(tenantId, userId))
    const legs = calls.all().flatMap((call) => (call.tenantId === tenantId ? call.legs : []))
    const keys = [
      ...bindings.map((binding) => binding.stored),
      ...legs.filter((leg) => users.has(leg.userId)).map((leg) => ({ tenantId, accountId: leg.accountId })),
    ]
    void this.check(keys)
  }

  /** Asks about every account in use, in case a change was missed; what is not in use is asked for when it is needed. */
  async reconcile(): Promise<void> {
    if (this.isReconciling) return
    this.isReconciling = true
    const { generation } = this.cache
    const found = await this.check(this.accountsInUse())
    if (found && generation === this.cache.generation) this.cache.replaceAll(found)
    this.isReconciling = false
  }

  private accountsInUse(): AccountKey[] {
    const { registrar, calls } = this.context
    const ofCalls = calls
      .all()
      .flatMap((call) => call.legs.map((leg) => ({ tenantId: call.tenantId, accountId: leg.accountId })))
    return [...[...registrar.bindings.all()].map((binding) => binding.stored), ...ofCalls]
  }

  /** Ends what these accounts may no longer have; undefined when the directory could not say. */
  private async check(keys: readonly AccountKey[]): Promise<SipAccount[] | undefined> {
    const unique = [...new Map(keys.map((key) => [key.accountId, key])).values()]
    const found: SipAccount[] = []
    try {
      for (let from = 0; from < unique.length; from += accountsAtOnce) {
        const asked = unique.slice(from, from + accountsAtOnce)
        const accounts = await this.context.directory.checkAccounts(
          asked.map(({ tenantId, accountId }) => ({ tenantId, accountId })),
        )
        found.push(...accounts)
        this.endWhatIsNotAllowed(asked, new Map(accounts.map((account) => [account.accountId, account])))
      }
      return found
    } catch (error) {
      // The next round asks again.
      this.context.log.error({ error }, 'Accounts could not be checked against the directory')
      return undefined
    }
  }

  private endWhatIsNotAllowed(asked: readonly AccountKey[], found: ReadonlyMap<Id, SipAccount>): void {
    const ended = new Set<Id>()
    const users = new Set<Id>()
    for (const { accountId } of asked) {
      const account = found.get(accountId)
      const isAllowed = account !== undefined && !account.isSuspended
      if (!isAllowed) ended.add(accountId)
      for (const binding of this.context.registrar.bindings.ofAccount(accountId)) {
        const hasNewSecret = binding.secret !== null && binding.secret !== account?.ha1Sha256
        if (!isAllowed) users.add(binding.stored.userId)
        if (!isAllowed || hasNewSecret) this.context.registrar.remove(binding)
      }
    }
    if (ended.size > 0) this.endCalls(ended, users)
  }

  /** A live emergency call is never cut. */
  private endCalls(accountIds: ReadonlySet<Id>, ringingUsers: ReadonlySet<Id>): void {
    for (const call of this.context.calls.all()) {
      const isTalking = call.legs.some((leg) => accountIds.has(leg.accountId))
      if (call.isEmergency || !call.isDecided) continue
      const outcome = call.answeredAt ? 'answered' : 'refused'
      const reason = { status: 403, text: 'The account was suspended or removed.', outcome } as const
      if (isTalking) endCall(this.context, call, reason)
      else call.leaveOut?.(ringingUsers, reason)
    }
  }

  close(): void {
    clearInterval(this.reconciling)
  }
}
