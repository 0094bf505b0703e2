// `npm run soak`: the full lengths of what `npm test` proves in a short form.
import { parseArgs } from 'node:util'
import { openWorkspace, type Workspace } from '../bench/kit/workspace.ts'
import type { Soak } from './kit/soak.ts'
import { bulkEditKills } from './soaks/bulk-edit-kills.ts'
import { offboardingKills } from './soaks/offboarding-kills.ts'
import { randomLives } from './soaks/random-lives.ts'

const soaks: readonly Soak[] = [bulkEditKills, offboardingKills, randomLives]

const help = `npm run soak -- [names] [--times n]

Long proofs on servers of their own, each on a new data folder. Without names: all of them. Ends with 0 when everything held.

${soaks.map(({ name, title }) => `  ${name.padEnd(18)} ${title}`).join('\n')}

  --times n    how often, instead of 100
`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { times: { type: 'string', default: '100' }, help: { type: 'boolean' } },
})
const times = Number(values.times)
const unknown = positionals.filter((name) => !soaks.some((soak) => soak.name === name))
if (unknown.length > 0) process.stderr.write(`There is no soak named ${unknown.join(', ')}.\n\n`)
if (values.help || unknown.length > 0 || !Number.isInteger(times) || times < 1) {
  process.stdout.write(help)
  process.exit(values.help ? 0 : 64)
}

const workspace = await openWorkspace()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void workspace.close().finally(() => process.exit(130)))
}
const chosen = soaks.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
try {
  for (const soak of chosen) await runOne(soak, workspace)
} finally {
  await workspace.close()
}

async function runOne({ name, title, run }: Soak, workspace: Workspace): Promise<void> {
  process.stdout.write(`\n${name}: ${title}\n`)
  const startedAt = performance.now()
  try {
    const lines = await run({ workspace, times, say: (text) => void process.stdout.write(`  ${text}\n`) })
    const seconds = Math.round((performance.now() - startedAt) / 1_000)
    process.stdout.write(`\n${name}: held, ${seconds} s\n${lines.map((line) => `  ${line}\n`).join('')}`)
  } catch (error) {
    process.exitCode = 1
    process.stdout.write(`\n${name}: BROKEN\n  ${error instanceof Error ? (error.stack ?? error.message) : error}\n`)
  }
}
