import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { tempFolder } from '../tests/kit/temp-folder.ts'
import { freePort } from './running-offhook.ts'

const repository = resolve(import.meta.dirname, '..')

/** The commands in the README's shell blocks, in order. */
async function commands(): Promise<string[]> {
  const text = await readFile(resolve(repository, 'README.md'), 'utf8')
  return [...text.matchAll(/```sh\n([^`]+)```/g)].flatMap(([, block = '']) => block.trim().split('\n'))
}

interface Ended {
  readonly exitCode: number | null
  readonly output: string
}

/** Runs a command of the README as it stands there; one that goes on is ended, as Ctrl-C would, once it has printed `until`. */
function run(command: string, env: NodeJS.ProcessEnv, until?: RegExp): Promise<Ended> {
  return new Promise((done, failed) => {
    const child = spawn('sh', ['-c', command], {
      cwd: repository,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const read = (chunk: Buffer) => {
      output += chunk
      if (until?.test(output) && child.pid) process.kill(-child.pid, 'SIGINT')
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('error', failed)
    child.once('close', (exitCode) => done({ exitCode, output }))
  })
}

it('the commands of the README do what it says', async () => {
  const home = await tempFolder()
  const env = { ...process.env, OFFHOOK_HOME: home, PORT: String(await freePort()), SIP_PORT: String(await freePort()) }
  const outputs = new Map<string, string>()
  for (const command of await commands()) {
    if (command === 'npm test') continue
    const { exitCode, output } = await run(command, env, command === 'npm start' ? /Set-up code: \S+\s/ : undefined)
    if (command !== 'npm start') expect(exitCode, `${command}\n${output}`).toBe(0)
    outputs.set(command, output)
  }
  expect([...outputs.keys()]).toContain('npm start')
  expect(outputs.get('npm start')).toMatch(/Set up your company: http:\/\/localhost:\d+\/setup/)
  const init = [...outputs.keys()].find((command) => command.includes(' init '))
  expect(JSON.parse(outputs.get(init ?? '') ?? '')).toMatchObject({
    company: 'Acme',
    apiToken: expect.stringMatching(/^offhook_/),
  })
})
