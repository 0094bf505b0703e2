import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../../server/db/embedded/start-embedded-postgres.ts'
import { migrate } from '../../server/db/migrate.ts'
import { openHome } from '../../server/home/home-folder.ts'
import { lockInstance } from '../../server/home/instance-lock.ts'
import { queryOnce, type SharedPostgres, testRolePassword, testRoles } from './database.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: SharedPostgres
  }
}

/** Starts one PostgreSQL for the whole run, with the current schema in `offhook_template`; vitest calls what it returns at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = join(await mkdtemp(join(tmpdir(), 'offhook-run-')), 'data')
  await openHome(home)
  const lock = await lockInstance(home, 'server')
  const postgres = await startEmbeddedPostgres({ lock, log: { info: () => {}, warn: console.warn } })
  const template = { ...postgres.connection, database: 'offhook_template' }
  await queryOnce(postgres.connection, 'create database offhook_template')
  await migrate(template, { roles: testRoles, rolePassword: testRolePassword })
  project.provide('postgres', { owner: postgres.connection })
  return async () => {
    await postgres.stop()
    lock.release()
    await rm(join(home, '..'), { recursive: true, force: true })
  }
}
