import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { lchown, lstat, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { StartError } from '../../start-error.ts'

/** As whom PostgreSQL's programs run. PostgreSQL refuses to run as root. */
export interface Account {
  /** Owner of PostgreSQL's files as the file system sees it; undefined: ourselves, whoever that is. */
  readonly owner: Ids | undefined
  /** The command that runs `program` under this account. */
  command(program: string, args: readonly string[]): Command
}

export interface Command {
  readonly file: string
  readonly args: readonly string[]
  readonly ids?: Ids
}

interface Ids {
  readonly uid: number
  readonly gid: number
}

/** PostgreSQL reads nothing of our environment. */
export const programEnvironment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
}

/**
 * Chooses the account with the fewest rights that can reach both the programs and the data:
 * ourselves where we are not root; else an unprivileged user; else, where a folder above is closed to others (`/root`), root
 * without its powers in a user namespace; else, where namespaces are forbidden (containers), an unprivileged user who
 * may pass through closed folders.
 */
export async function chooseAccount(programs: string, folder: string): Promise<Account> {
  if (process.getuid?.() !== 0) return { owner: undefined, command: (file, args) => ({ file, args }) }
  const user = await unprivilegedUser(folder)
  for (const account of [dropped(user), inNamespace(user), passingThrough(user)]) {
    if (canReach(account, programs, folder)) return account
  }
  throw new StartError(
    'folderUnusable',
    `PostgreSQL may not run as root, and no other user can enter ${folder}. Set OFFHOOK_HOME to a folder like /var/lib/offhook, or start Offhook as an ordinary user.`,
  )
}

/** Gives `path` and everything in it to the account; the top comes last, so that its owner tells whether all was done. */
export async function giveTo(account: Account, path: string): Promise<void> {
  if (!account.owner) return
  const { uid, gid } = account.owner
  const entry = await lstat(path)
  if (entry.uid === uid) return
  if (entry.isDirectory()) for (const name of await readdir(path)) await giveTo(account, join(path, name))
  await lchown(path, uid, gid)
}

function dropped(ids: Ids): Account {
  return { owner: ids, command: (file, args) => ({ file, args, ids }) }
}

function inNamespace({ uid, gid }: Ids): Account {
  const entry = ['--user', `--map-user=${uid}`, `--map-group=${gid}`]
  return {
    owner: { uid: 0, gid: 0 },
    command: (file, args) => ({ file: 'unshare', args: [...entry, file, ...args] }),
  }
}

function passingThrough(ids: Ids): Account {
  const rights = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override']
  const who = [`--reuid=${ids.uid}`, `--regid=${ids.gid}`, '--clear-groups']
  return { owner: ids, command: (file, args) => ({ file: 'setpriv', args: [...who, ...rights, file, ...args] }) }
}

/** Whether the account can start the programs and would get to `folder`, which need not exist yet. */
function canReach(account: Account, programs: string, folder: string): boolean {
  const script = '"$1/postgres" --version && cd "$2"'
  const { file, args, ids } = account.command('/bin/sh', ['-c', script, 'sh', programs, dirname(folder)])
  return spawnSync(file, args, { ...ids, cwd: '/', env: programEnvironment, timeout: 10_000 }).status === 0
}

/** Who owns the data already, else who owns the folder it is in, else `postgres`, else `nobody`. */
async function unprivilegedUser(folder: string): Promise<Ids> {
  for (const path of [folder, dirname(folder)]) {
    const owner = await lstat(path).catch(() => undefined)
    if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  }
  const users = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = users.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new StartError(
    'databaseFailed',
    'PostgreSQL may not run as root, and this machine has no user named postgres or nobody.',
  )
}
