import type { Id } from '../../contract/ids.ts'
import type { CallPlan } from '../decide/call-plan.ts'
import type { CallSituation, DialedCall } from '../decide/call-situation.ts'
import type { CallingDirectory } from '../engine.ts'
import type { CallBook } from './calls/call-book.ts'
import type { FlowBook } from './calls/flow-book.ts'
import type { FlowTokens } from './calls/flow-token.ts'
import type { OwnAddress } from './calls/own-address.ts'
import type { EngineLog } from './engine-log.ts'
import type { Registrar } from './registrar/registrar.ts'
import type { TransactionTable } from './transactions/transaction-table.ts'

/** What the parts that carry calls share. */
export interface EngineContext {
  readonly transactions: TransactionTable
  readonly registrar: Registrar
  readonly calls: CallBook
  readonly flows: FlowBook
  readonly tokens: FlowTokens
  readonly address: OwnAddress
  readonly directory: CallingDirectory
  readonly log: EngineLog
  readonly newId: () => Id
  readonly decide: (call: DialedCall, situation: CallSituation, now: Date) => CallPlan
}
