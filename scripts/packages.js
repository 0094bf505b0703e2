import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, step } from './run.js'

/** Installs the npm packages where what is installed is not what the lock file says. */
export async function installPackages() {
  if (arePackagesCurrent()) return
  // Installs what the lock file says and leaves it as it is. `npm ci` would do the same, but refuses a lock file that
  // lacks optional packages for other platforms, as one does that was written behind a mirror without them (npm/cli#9846).
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']
  // With the machine's Node: ours is one of the packages that are being replaced.
  await step('Installing packages', 'npm', args, { machine: true })
}

function arePackagesCurrent() {
  // npm writes its own record last, so an installation that was cut short has none.
  const record = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(record)) return false
  const installed = packagesOf(record)
  return Object.entries(packagesOf(join(root, 'package-lock.json'))).every(([path, wanted]) => {
    const found = installed[path]
    if (path === '' || (!found && (wanted.optional || wanted.peer))) return true
    return found?.version === wanted.version && found?.integrity === wanted.integrity
  })
}

/** @returns {Record<string, { version?: string, integrity?: string, optional?: boolean, peer?: boolean }>} */
function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages
}
