import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, step } from './run.js'

const sources = ['contract', 'console', 'phone', 'web', 'vite.config.ts', 'tsconfig.json', 'package-lock.json']
const built = join(root, 'dist', 'web')
const stamp = join(root, 'dist', 'web.sources')

/** Builds the web pages into dist/web where their sources differ from those of the last build. */
export async function buildWeb() {
  const hash = hashOf(sources)
  if (existsSync(built) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  const fresh = `dist/web.${process.pid}`
  await step('Building the web pages', 'vite', ['build', '--logLevel=warn', '--emptyOutDir', `--outDir=${fresh}`])
  mkdirSync(join(root, 'dist'), { recursive: true })
  // A server that is running meanwhile goes without its files for a moment only.
  rmSync(built, { recursive: true, force: true })
  renameSync(join(root, fresh), built)
  writeFileSync(stamp, hash)
}

function hashOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths) if (existsSync(join(root, path))) addTo(hash, path)
  return hash.digest('hex')
}

function addTo(hash, path) {
  const full = join(root, path)
  if (/\.test\.tsx?$/.test(path)) return
  if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) addTo(hash, join(path, name))
  } else {
    hash.update(`\n${path}\n`).update(readFileSync(full))
  }
}
