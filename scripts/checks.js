import { run } from './run.js'

/** What must hold of the code before any test runs it. The sentence is what passed or failed. */
export const checks = [
  { title: 'types', command: 'tsc', args: ['--noEmit'] },
  { title: 'format and lint', command: 'biome', args: ['check', '--error-on-warnings', '--max-diagnostics=50'] },
  { title: 'no unused code', command: 'knip', args: ['--no-progress'] },
]

/** Our conventions, as tests. */
export const conventions = {
  title: 'conventions',
  command: 'vitest',
  args: ['run', '--project=conventions', '--reporter=dot'],
}

/**
 * Runs them side by side and prints the output of those that fail.
 * @param {{ title: string, command: string, args: string[] }[]} which
 * @returns {Promise<{ title: string, ok: boolean }[]>}
 */
export function runChecks(which) {
  return Promise.all(
    which.map(async ({ title, command, args }) => {
      const { ok, output } = await run(command, args, { quiet: true })
      console.log(ok ? `✓ ${title}` : `✗ ${title}\n${output}`)
      return { title, ok }
    }),
  )
}
