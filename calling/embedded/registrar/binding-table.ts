import type { Id } from '../../../contract/ids.ts'
import type { Flow } from '../transports/flow.ts'
import { type Binding, bindingKey, userKey } from './binding.ts'

/** All live registrations, found by account, user and connection. */
export class BindingTable {
  private readonly byKey = new Map<string, Binding>()
  private readonly byAccount = new Map<Id, Set<Binding>>()
  private readonly byUser = new Map<string, Set<Binding>>()
  private readonly byFlow = new Map<string, Set<Binding>>()

  get size(): number {
    return this.byKey.size
  }

  find(key: string): Binding | undefined {
    return this.byKey.get(key)
  }

  ofAccount(accountId: Id): Binding[] {
    return [...(this.byAccount.get(accountId) ?? [])]
  }

  ofUser(tenantId: Id, userId: Id): Binding[] {
    return [...(this.byUser.get(userKey(tenantId, userId)) ?? [])]
  }

  onFlow(flow: Flow): Binding[] {
    return [...(this.byFlow.get(flow.id) ?? [])]
  }

  /** The device of this account that registered this Contact URI last: others may claim the same one, and are never reached by it. */
  withContact(accountId: Id, contact: string): Binding | undefined {
    return this.ofAccount(accountId).findLast(({ stored }) => stored.contact === contact)
  }

  all(): IterableIterator<Binding> {
    return this.byKey.values()
  }

  /** Puts a binding in, in place of the one with the same key. */
  put(binding: Binding): void {
    const key = bindingKey(binding.stored)
    const before = this.byKey.get(key)
    if (before) this.remove(before)
    this.byKey.set(key, binding)
    add(this.byAccount, binding.stored.accountId, binding)
    add(this.byUser, userKey(binding.stored.tenantId, binding.stored.userId), binding)
    if (binding.flow.isReliable) add(this.byFlow, binding.flow.id, binding)
  }

  remove(binding: Binding): void {
    if (!this.byKey.delete(bindingKey(binding.stored))) return
    drop(this.byAccount, binding.stored.accountId, binding)
    drop(this.byUser, userKey(binding.stored.tenantId, binding.stored.userId), binding)
    drop(this.byFlow, binding.flow.id, binding)
  }
}

function add<K>(index: Map<K, Set<Binding>>, key: K, binding: Binding): void {
  const found = index.get(key)
  if (found) found.add(binding)
  else index.set(key, new Set([binding]))
}

function drop<K>(index: Map<K, Set<Binding>>, key: K, binding: Binding): void {
  const found = index.get(key)
  found?.delete(binding)
  if (found?.size === 0) index.delete(key)
}
