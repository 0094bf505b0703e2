import { readdir, readFile } from 'node:fs/promises'

/** A process and what it occupies: shared pages count in equal parts for all who share them. */
export interface ProcessMemory {
  readonly pid: number
  readonly command: string
  /** Proportional set size. */
  readonly megabytes: number
}

/** The process with everything that it started, as Linux tells in /proc; empty where there is no /proc. */
export async function memoryOf(pid: number): Promise<ProcessMemory[]> {
  const parents = await parentsOfAll()
  const family = new Set([pid])
  // Parents can come after children in the list, so until nothing is added.
  for (let before = 0; before < family.size; ) {
    before = family.size
    for (const [child, parent] of parents) if (family.has(parent)) family.add(child)
  }
  const all = await Promise.all([...family].map(readMemory))
  return all.filter((one) => one !== undefined)
}

async function parentsOfAll(): Promise<Map<number, number>> {
  const names = await readdir('/proc').catch(() => [])
  const pids = names.map(Number).filter(Number.isInteger)
  const pairs = await Promise.all(
    pids.map(async (pid): Promise<[number, number]> => {
      const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
      return [pid, Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0)]
    }),
  )
  return new Map(pairs)
}

async function readMemory(pid: number): Promise<ProcessMemory | undefined> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  const kilobytes = /^Pss:\s+(\d+) kB/m.exec(rollup)?.[1]
  if (kilobytes === undefined) return undefined
  const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ').trim()
  return { pid, command, megabytes: Number(kilobytes) / 1_024 }
}
