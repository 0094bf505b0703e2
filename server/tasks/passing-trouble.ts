import pg from 'pg'
import { ThreadEnded } from '../threads/heavy-work.ts'

const codes = ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT']

/** Whether the same work may succeed a moment later: the database or the thread went away, or somebody was faster. */
export function isPassing(error: unknown): boolean {
  if (error instanceof ThreadEnded) return true
  // 08: connection; 40: conflicts and deadlocks; 53: out of resources; 57P: shutting down (PostgreSQL appendix A).
  if (error instanceof pg.DatabaseError) return /^(08|40|53|57P)/.test(error.code ?? '')
  if (!(error instanceof Error)) return false
  // pg says so of a connection that was cut between two statements, without a code.
  if (/^Connection terminated|not queryable|timeout exceeded when trying to connect/.test(error.message)) return true
  return 'code' in error && typeof error.code === 'string' && codes.includes(error.code)
}
