import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './run.js'

/** Debian's programs that the tests use, and the package that brings each. */
const tools = [
  { name: 'chromium', package: 'chromium', why: 'the pages in a real browser' },
  { name: 'sipp', package: 'sip-tester', why: 'SIP calls by a foreign implementation' },
  { name: 'baresip', package: 'baresip-core', why: 'a SIP phone with sound' },
  { name: 'sox', package: 'sox', why: 'measuring recorded sound' },
  { name: 'espeak-ng', package: 'espeak-ng', why: 'speech to recognise in a call' },
  { name: 'initdb', package: 'postgresql', why: "the embedded database on Debian's PostgreSQL" },
]

/**
 * Installs what is missing where we may, and answers what is missing still.
 * @returns {Promise<{ name: string, package: string, why: string }[]>}
 */
export async function ensureTools() {
  const missing = tools.filter(({ name }) => !isThere(name))
  if (missing.length > 0 && process.getuid?.() === 0 && isThere('apt-get')) {
    const packages = missing.map((tool) => tool.package)
    console.error(`Installing ${packages.join(', ')} …`)
    const apt = (...args) => run('env', ['DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', ...args], { quiet: true })
    await apt('update')
    const { ok, output } = await apt('install', '-y', '--no-install-recommends', ...packages)
    if (!ok) console.error(output)
  }
  const left = tools.filter(({ name }) => !isThere(name))
  for (const tool of left) {
    console.log(`✗ ${tool.name} is missing (${tool.why}). Install it: apt-get install ${tool.package}`)
  }
  return left
}

function isThere(name) {
  return folders().some((folder) => existsSync(join(folder, name)))
}

function folders() {
  // Debian keeps PostgreSQL's own programs out of the PATH.
  const postgres = '/usr/lib/postgresql'
  const versions = existsSync(postgres) ? readdirSync(postgres).map((version) => join(postgres, version, 'bin')) : []
  return [...(process.env.PATH ?? '').split(delimiter), ...versions]
}
