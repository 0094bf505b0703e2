// Plain JavaScript for Node 20: these scripts run before anything is installed.
import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the program. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '')

const bin = join(root, 'node_modules', '.bin')

/** The environment with our Node 24 and tools first, or (`isOurs` false) with the machine's own alone. */
function environment(isOurs) {
  const others = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== bin)
  return { ...process.env, PATH: (isOurs ? [bin, ...others] : others).join(delimiter) }
}

/**
 * Runs a command in the program's folder. `quiet` keeps its output for the case that it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {{ quiet?: boolean, machine?: boolean }} options
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export function run(command, args, { quiet = false, machine = false } = {}) {
  return new Promise((resolve) => {
    const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit']
    const child = spawn(command, args, { cwd: root, env: environment(!machine), stdio })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
    child.on('error', (error) => resolve({ ok: false, output: `${command}: ${error.message}\n` }))
    child.on('close', (code) => resolve({ ok: code === 0, output }))
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill(signal))
  })
}

/**
 * Runs a step quietly under a line that says what happens; ends the process with its output when it fails.
 * @param {string} title
 * @param {string} command
 * @param {string[]} args
 * @param {{ machine?: boolean }} options
 */
export async function step(title, command, args, options = {}) {
  // Not to standard output: a command may be asked for JSON there.
  console.error(`${title} …`)
  const { ok, output } = await run(command, args, { ...options, quiet: true })
  if (ok) return
  console.error(`${output}\n${title}: failed.`)
  process.exit(1)
}
