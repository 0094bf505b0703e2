// `npm run bench`: what Offhook does in a second and how long one waits for it, each held against something known in the same run.
import { parseArgs } from 'node:util'
import { apply } from './benches/apply.ts'
import { bulk } from './benches/bulk.ts'
import { calls } from './benches/calls.ts'
import { create } from './benches/create.ts'
import { decide } from './benches/decide.ts'
import { list } from './benches/list.ts'
import { memory } from './benches/memory.ts'
import { reachable } from './benches/reachable.ts'
import { registers } from './benches/registers.ts'
import { startup } from './benches/startup.ts'
import type { Bench, BenchContext } from './kit/bench.ts'
import { type CompanyHome, makeCompanyHome } from './kit/company-home.ts'
import { type Findings, isMet, ratioOf } from './kit/figure.ts'
import { reportText } from './kit/report.ts'
import { openWorkspace, type Workspace } from './kit/workspace.ts'

const benches: readonly Bench[] = [startup, memory, registers, calls, decide, create, reachable, list, apply, bulk]

const help = `npm run bench -- [names] [--quick] [--json]

Measures on this machine alone and cleans up after itself. Without names: all of them.

${benches.map(({ name, title }) => `  ${name.padEnd(10)} ${title}`).join('\n')}

  --quick    the short form, for a glance: fewer users, shorter runs
  --json     the figures as JSON on standard output, and nothing else there
`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
})
const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name))
if (unknown.length > 0) process.stderr.write(`There is no benchmark named ${unknown.join(', ')}.\n\n`)
if (values.help || unknown.length > 0) {
  process.stdout.write(help)
  process.exit(unknown.length > 0 ? 64 : 0)
}

const workspace = await openWorkspace()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void workspace.close().finally(() => process.exit(130)))
}
try {
  await runAll(benches.filter(({ name }) => positionals.length === 0 || positionals.includes(name)))
} finally {
  await workspace.close()
}

async function runAll(chosen: readonly Bench[]): Promise<void> {
  const context = contextOf(workspace, values.quick ?? false)
  const all: Record<string, Findings> = {}
  for (const bench of chosen) {
    context.say(`${bench.name} …`)
    const findings = await bench.run(context).catch(failed)
    all[bench.name] = findings
    if (!values.json) process.stdout.write(`\n${reportText(`${bench.name}: ${bench.title}`, findings)}\n`)
  }
  if (values.json) process.stdout.write(`${JSON.stringify(asJson(all), null, 2)}\n`)
}

/** One benchmark that cannot be finished leaves the others. */
function failed(error: unknown): Findings {
  process.exitCode = 1
  return { figures: [], missing: [error instanceof Error ? (error.stack ?? error.message) : String(error)] }
}

function contextOf(workspace: Workspace, isQuick: boolean): BenchContext {
  const say = (text: string) => void process.stderr.write(`  ${text}\n`)
  const shared = new Map<number, Promise<CompanyHome>>()
  const make = (users: number) => {
    workspace.refuseIfClosing()
    say(`making a company of ${users.toLocaleString('en-US')} users`)
    return makeCompanyHome(workspace.folder, users)
  }
  return {
    workspace,
    isQuick,
    manyUsers: isQuick ? 10_000 : 100_000,
    say,
    ownHome: make,
    sharedHome(users) {
      const home = shared.get(users) ?? make(users)
      shared.set(users, home)
      return home
    },
  }
}

function asJson(all: Readonly<Record<string, Findings>>) {
  return Object.fromEntries(
    Object.entries(all).map(([name, { figures, missing }]) => [
      name,
      { figures: figures.map((figure) => ({ ...figure, ratio: ratioOf(figure), isMet: isMet(figure) })), missing },
    ]),
  )
}
