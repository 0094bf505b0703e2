import { type Id, newId } from '../../contract/ids.ts'
import type { House } from '../house.ts'
import type { Context } from './context.ts'

/** Who acts where no request asked: with all rights of an administrator, from inside the house. */
export function ownContext(
  house: House,
  tenantId: Id,
  who: Pick<Context, 'actor' | 'source'> & { readonly isOperator?: boolean },
): Context {
  return {
    house,
    tenantId,
    role: 'admin',
    isOperator: false,
    ...who,
    userId: null,
    sessionId: null,
    requestId: newId(),
    address: '',
    userAgent: 'offhook',
    isLocal: true,
  }
}

/** Nobody: what happens because its time has come. */
export function clockContext(house: House, tenantId: Id): Context {
  return ownContext(house, tenantId, { actor: { kind: 'system', id: null, name: 'Offhook' }, source: 'system' })
}
