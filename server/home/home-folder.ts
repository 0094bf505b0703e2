import { access, chmod, constants, mkdir, open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { StartError } from '../start-error.ts'

/** Makes the data folder where it is missing, or says in one sentence why it cannot be used. */
export async function openHome(home: string): Promise<void> {
  try {
    const made = await mkdir(home, { recursive: true, mode: 0o700 })
    // PostgreSQL refuses to run as root. The user it runs as must pass through our folder, without seeing what is in it.
    if (made !== undefined && process.getuid?.() === 0) await chmod(home, 0o711)
    if (!(await stat(home)).isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' })
    await access(home, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw folderProblem(error, home)
  }
}

/** A folder of the data folder that only we can enter, made where it is missing. */
export async function openHomeFolder(home: string, name: string): Promise<string> {
  const folder = join(home, name)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw folderProblem(error, folder)
  }
  return folder
}

/** Makes sure that what was made or renamed in `folder` is still there after a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'it is not a folder',
  EEXIST: 'it is not a folder',
}

/** What an error of the file system means for the person who starts us; errors that mean a bug come back as they are. */
export function folderProblem(error: unknown, path: string): unknown {
  if (error instanceof StartError || !(error instanceof Error)) return error
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(path, error)
  const reason = reasons[code]
  if (reason === undefined) return error
  return new StartError(
    'folderUnusable',
    `The data folder cannot be used: ${path}: ${reason}. Set OFFHOOK_HOME to a folder that you can write to.`,
    { cause: error },
  )
}

/** The disk has no room for what stands at `path`. */
export function diskFull(path: string, cause?: unknown): StartError {
  return new StartError(
    'diskFull',
    `The disk is full: nothing more can be written to ${path}. Make room and start again.`,
    {
      cause,
    },
  )
}
