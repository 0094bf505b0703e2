import { chown, lstat, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Account } from './account.ts'
import type { PostgresFolder } from './data-folder.ts'

/** macOS allows 103 bytes for a socket's whole path, Linux 107; PostgreSQL adds `/.s.PGSQL.5432.lock`. */
const longestFolder = 84

/**
 * A folder for PostgreSQL's socket that only its account and root can enter: in the data folder, or where that path is too
 * long for a socket, a fresh one in the system's folder for temporary files.
 */
export async function createSocketFolder(paths: PostgresFolder, account: Account): Promise<string> {
  await removeSocketFolder(paths)
  const usual = join(paths.folder, 'run')
  const isShort = Buffer.byteLength(usual) <= longestFolder
  // mkdtemp makes a name that nobody could foresee, and fails where anything already has it, a link included.
  const folder = isShort ? usual : await mkdtemp(join(shortTemporaryFolder(), 'offhook-'))
  if (isShort) await mkdir(folder, { mode: 0o700 })
  else await writeFile(notePath(paths), folder, { mode: 0o600 })
  if (account.owner) await chown(folder, account.owner.uid, account.owner.gid)
  return folder
}

/** Removes the folder of this or an earlier run. */
export async function removeSocketFolder(paths: PostgresFolder): Promise<void> {
  await rm(join(paths.folder, 'run'), { recursive: true, force: true })
  const noted = await readFile(notePath(paths), 'utf8').catch(() => undefined)
  if (noted === undefined) return
  if (await isOurs(noted, paths)) await rm(noted, { recursive: true, force: true })
  await rm(notePath(paths), { force: true })
}

/** The folder's name was ours to choose, but its place is everybody's: what stands there now may be someone else's. */
async function isOurs(folder: string, paths: PostgresFolder): Promise<boolean> {
  const [entry, own] = await Promise.all([
    lstat(folder).catch(() => undefined),
    lstat(paths.data).catch(() => undefined),
  ])
  return entry?.isDirectory() === true && (entry.mode & 0o777) === 0o700 && entry.uid === own?.uid
}

function notePath(paths: PostgresFolder): string {
  return join(paths.folder, 'socket-folder')
}

function shortTemporaryFolder(): string {
  return Buffer.byteLength(tmpdir()) <= longestFolder - 'offhook-XXXXXX/'.length ? tmpdir() : '/tmp'
}
