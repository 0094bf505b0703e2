import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import type { Connection, Roles } from '../../server/db/connection.ts'

/** The PostgreSQL that all tests of one run share, as `database-setup.ts` provides it. */
export interface SharedPostgres {
  readonly owner: Connection
}

/** An empty database of one test file, with the current schema. */
export interface TestDatabase {
  readonly owner: Connection
  readonly roles: Roles
  readonly rolePassword: (role: string) => string
}

/** Roles belong to the whole server, so every test database uses the same. */
export const testRoles: Roles = { app: 'offhook_app', operator: 'offhook_operator', eraser: 'offhook_eraser' }

/** What the roles sign in with in tests. */
export function testRolePassword(role: string): string {
  return `password of ${role}`
}

/** A database of your own: a copy of the migrated template (about 50 ms). It goes with the run. */
export async function freshDatabase(): Promise<TestDatabase> {
  const { owner } = inject('postgres')
  const database = `test_${randomBytes(6).toString('hex')}`
  await queryOnce(owner, `create database ${database} template offhook_template`)
  return { owner: { ...owner, database }, roles: testRoles, rolePassword: testRolePassword }
}

/** One statement over a connection of its own. */
export async function queryOnce(connection: Connection, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
