import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { attachEmbeddedPostgres } from '../../server/db/embedded/attach-embedded-postgres.ts'
import type { Bench, BenchContext } from '../kit/bench.ts'
import type { Figure, Findings } from '../kit/figure.ts'
import { startOffhook } from '../kit/offhook-server.ts'
import { median } from '../kit/statistics.ts'
import { timings } from '../kit/timing.ts'

/** From the command to the printed address. */
export const startup: Bench = {
  name: 'startup',
  title: 'From `node server/main.ts` to listening, median',
  async run(context): Promise<Findings> {
    const { workspace, isQuick } = context
    const times = isQuick ? 3 : 5
    const fresh: number[] = []
    for (let index = 0; index < times; index++) {
      fresh.push(await startAndStop(context, join(workspace.folder, `fresh-${index}`)))
    }
    const { home } = await context.sharedHome(1_000)
    const again = await startTimes(context, join(workspace.folder, 'fresh-0'), times)
    const filled = await startTimes(context, home, times)
    const yardstick = {
      what: 'bare Node and bare PostgreSQL',
      value: (await bareNode(times)) + (await barePostgres(home, times)),
    }
    const figure = (what: string, all: readonly number[]): Figure => ({
      what,
      value: median(all) / 1_000,
      unit: 's',
      goal: { kind: 'at most', value: 3 },
      yardstick,
    })
    return {
      figures: [
        { what: 'first start of all, which makes the database', value: median(fresh) / 1_000, unit: 's' },
        figure('empty data folder', again),
        figure('1,000 users', filled),
      ],
    }
  },
}

async function startAndStop({ workspace }: BenchContext, home: string): Promise<number> {
  const server = await startOffhook(workspace, home)
  await server.stop()
  return server.readyAfterMs
}

async function startTimes(context: BenchContext, home: string, count: number): Promise<number[]> {
  const all: number[] = []
  for (let index = 0; index < count; index++) all.push(await startAndStop(context, home))
  return all
}

/** Seconds that `node -e 0` takes. */
async function bareNode(count: number): Promise<number> {
  const all = await timings(count, async () => {
    const child = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' })
    await new Promise((done) => child.once('close', done))
  })
  return median(all) / 1_000
}

/** Seconds until the PostgreSQL of this data folder accepts connections. */
async function barePostgres(home: string, count: number): Promise<number> {
  const all: number[] = []
  for (let index = 0; index < count; index++) {
    const startedAt = performance.now()
    const postgres = await attachEmbeddedPostgres(home)
    all.push(performance.now() - startedAt)
    await postgres.detach()
  }
  return median(all) / 1_000
}
