import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

const tests = (folder: string) => `${folder}/**/*.test.{ts,tsx}`

function project(
  name: string,
  order: number,
  more: TestProjectInlineConfiguration['test'],
): TestProjectInlineConfiguration {
  return { extends: true, test: { name, sequence: { groupOrder: order }, ...more } }
}

// Real databases, sockets and processes are waited for, so the limits are generous; a test that needs them says why.
const patient = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 20_000 } } }

export default defineConfig({
  test: {
    // Processes, not threads: what a test starts ends with the main thread that started it.
    pool: 'forks',
    // Of the tests of a file that may run at once, as many as the smallest machine has cores.
    maxConcurrency: 2,
    projects: [
      project('conventions', 0, { include: [tests('tests/conventions')] }),
      project('unit', 1, {
        include: ['contract', 'web', 'console', 'phone', 'bench'].map(tests),
        testTimeout: 20_000,
      }),
      // One after the other: they listen on fixed ports (baresip has no choice), and time what they hear.
      project('calling', 2, { include: [tests('calling')], fileParallelism: false, ...patient }),
      project('server', 3, {
        include: [tests('server'), tests('cli'), tests('tests/api'), tests('soak')],
        globalSetup: 'tests/kit/database-setup.ts',
        ...patient,
      }),
      // One after the other: they drive browsers and measure sound.
      project('journeys', 4, {
        include: [tests('journeys')],
        fileParallelism: false,
        ...patient,
        testTimeout: 180_000,
      }),
    ],
  },
})
