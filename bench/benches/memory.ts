import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Bench } from '../kit/bench.ts'
import type { Figure, Findings } from '../kit/figure.ts'
import { withOffhook } from '../kit/offhook-server.ts'
import { memoryOf, type ProcessMemory } from '../kit/processes.ts'

/** What an idle installation occupies. */
export const memory: Bench = {
  name: 'memory',
  title: 'Memory of all processes together (proportional set size), idle, 1,000 users',
  async run({ workspace, isQuick, sharedHome }): Promise<Findings> {
    const { home } = await sharedHome(1_000)
    const processes = await withOffhook(workspace, home, async ({ pid }) => {
      await sleep(isQuick ? 10_000 : 60_000)
      return memoryOf(pid)
    })
    if (processes.length === 0)
      return { figures: [], missing: ['This machine has no /proc/*/smaps_rollup (Linux only).'] }
    const parts = Map.groupBy(processes, ({ command }) => nameOf(command))
    const figures: Figure[] = [...parts].map(([what, all]) => ({
      what: all.length > 1 ? `${what} (${all.length})` : what,
      value: sum(all),
      unit: 'MB',
    }))
    return {
      figures: [
        { what: 'all processes', value: sum(processes), unit: 'MB', goal: { kind: 'at most', value: 300 } },
        ...figures.sort((a, b) => b.value - a.value),
      ],
    }
  },
}

function sum(processes: readonly ProcessMemory[]): number {
  return processes.reduce((total, { megabytes }) => total + megabytes, 0)
}

/** "postgres: offhook: checkpointer" → "postgres checkpointer"; connections of one role count together. */
function nameOf(command: string): string {
  const role = /^postgres: (?:offhook: )?(.*)$/.exec(command)?.[1]
  if (role === undefined) return basename(command.split(' ')[0] ?? command)
  const connection = /^(\w+) \w+ \[local\]/.exec(role)?.[1]
  return connection ? `postgres connections of ${connection}` : `postgres ${role.trim()}`
}
