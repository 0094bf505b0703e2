import { spawn } from 'node:child_process'
import type { Soak, SoakContext } from '../kit/soak.ts'

/** Random lives of small companies, and many writers at once, in their full length. */
export const randomLives: Soak = {
  name: 'random-lives',
  title: '10,000 random operations by 32 writers, and as many random lives as --times: every count exact',
  run: runModel,
}

/** The tests of the model are the proof; here they only run for longer. */
async function runModel({ times, say }: SoakContext): Promise<string[]> {
  const operations = 100 * times
  say(`${times} lives and ${operations.toLocaleString('en-US')} operations …`)
  const lengths = [`MODEL_RUNS=${times}`, `MODEL_OPERATIONS=${operations}`]
  const child = spawn('env', [...lengths, 'npx', 'vitest', 'run', 'tests/api/model.test.ts'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
  const code = await new Promise<number | null>((done) => child.once('close', done))
  if (code !== 0) throw new Error(output)
  return [`${times} random lives, ${operations.toLocaleString('en-US')} operations by 32 writers: every count exact`]
}
