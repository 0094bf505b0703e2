import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

const sources = ['contract', 'web', 'console', 'phone', 'calling', 'server', 'cli', 'bench']
const tests = (folder: string) => `${folder}/**/*.test.{ts,tsx}`

function project(
  name: string,
  order: number,
  more: TestProjectInlineConfiguration['test'],
): TestProjectInlineConfiguration {
  return { extends: true, test: { name, sequence: { groupOrder: order }, ...more } }
}

// Real databases, sockets and processes are waited for, so the limits are generous; a test that needs them says why.
const patient = { testTimeout: 60_000, hookTimeout: 60_000 }

export default defineConfig({
  test: {
    // Processes, not threads: what a test starts ends with the main thread that started it.
    pool: 'forks',
    projects: [
      project('conventions', 0, { include: [tests('tests/conventions')] }),
      project('unit', 1, {
        include: sources.filter((folder) => folder !== 'server' && folder !== 'cli').map(tests),
        testTimeout: 20_000,
      }),
      project('server', 2, {
        include: [tests('server'), tests('cli')],
        globalSetup: 'tests/kit/database-setup.ts',
        ...patient,
      }),
      // One after the other: they listen on ports, drive browsers and measure sound.
      project('journeys', 3, {
        include: [tests('journeys')],
        fileParallelism: false,
        ...patient,
        testTimeout: 180_000,
      }),
    ],
  },
})
