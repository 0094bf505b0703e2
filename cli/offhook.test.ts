import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { startInstance } from '../tests/kit/instance.ts'
import { tempFolder } from '../tests/kit/temp-folder.ts'

// Real commands on real data folders, each with a PostgreSQL of its own.

const program = resolve(import.meta.dirname, 'offhook.ts')

interface Outcome {
  readonly exitCode: number | null
  readonly out: string
  readonly err: string
}

function offhook(home: string, ...args: string[]): Promise<Outcome> {
  const env = { PATH: process.env.PATH, OFFHOOK_HOME: home, LOG_LEVEL: 'info' }
  const child = spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => (out += chunk))
  child.stderr.on('data', (chunk) => (err += chunk))
  return new Promise((done) => child.once('close', (exitCode) => done({ exitCode, out, err })))
}

const acme = ['--company', 'Acme', '--country', 'us', '--site', 'HQ', '--admin-email', 'admin@acme.example']
const Made = z.strictObject({
  tenantId: z.string(),
  company: z.string(),
  slug: z.string(),
  siteId: z.string(),
  adminUserId: z.string(),
  apiToken: z.string(),
  numbers: z.number(),
  url: z.string(),
})

describe('offhook', () => {
  it('creates companies before the first start, fills the stock, and prints JSON and nothing else', async () => {
    const home = join(await tempFolder('offhook cli'), 'data')
    const first = await offhook(
      home,
      'init',
      ...acme,
      '--numbers',
      '+14155550100-+14155550104',
      '--licenses',
      'Standard=3,Gold=1',
      '--json',
    )
    expect([first.exitCode, first.err]).toEqual([0, ''])
    const made = Made.parse(JSON.parse(first.out))
    expect(made).toMatchObject({
      company: 'Acme',
      slug: 'acme',
      numbers: 5,
      apiToken: expect.stringMatching(/^offhook_/),
    })

    const taken = await offhook(home, 'init', ...acme, '--numbers', '+14155550104', '--json')
    expect([taken.exitCode, taken.out]).toEqual([1, ''])
    expect(taken.err).toBe('+1 415 555 0104 already belongs to a company of this installation.\n')

    const second = Made.parse(JSON.parse((await offhook(home, 'init', ...acme, '--json')).out))
    expect(second).toMatchObject({ slug: 'acme-2', numbers: 0 })
    expect(second.tenantId).not.toBe(made.tenantId)

    const grant = (list: string) => offhook(home, 'operator', 'licenses', 'acme-2', list, '--json')
    const granted = JSON.parse((await grant('lobby=7,Gold=2')).out)
    expect(granted.licenses).toContainEqual(expect.objectContaining({ name: 'Gold', owned: 2 }))
    expect(granted.licenses).toContainEqual(expect.objectContaining({ name: 'Lobby', owned: 7 }))

    const file = join(await tempFolder(), 'numbers.txt')
    await writeFile(file, '+1 415 555 0110 - 0119\nnonsense\n')
    const loaded = await offhook(
      home,
      'operator',
      'numbers',
      'load',
      '+14155550104',
      '--file',
      file,
      '--country',
      'US',
      '--json',
    )
    expect(JSON.parse(loaded.out)).toMatchObject({ loaded: 10, known: 1, unread: [{ text: 'nonsense' }] })
    expect(loaded.exitCode).toBe(1)

    const allowed = await offhook(home, 'operator', 'numbers', 'allow', 'acme', '40', '--country', 'gb', '--json')
    expect(JSON.parse(allowed.out).countries).toContainEqual({
      country: 'GB',
      bought: 40,
      used: 0,
      left: expect.any(Number),
    })
  })

  it('works beside a running instance', async () => {
    const home = join(await tempFolder('offhook cli'), 'data')
    const running = await startInstance(home)
    const { exitCode, out, err } = await offhook(home, 'demo', '--json')
    expect([exitCode, err]).toEqual([0, ''])
    expect(JSON.parse(out)).toMatchObject({ company: 'Northwind Coffee', password: expect.stringMatching(/^\S{12}$/) })
    expect(await running.query('select count(*)::int as users from app_user')).toEqual([{ users: 25 }])
  })

  it.each([
    ['--country', ['init', ...acme.with(3, 'Mars')]],
    ['--admin-email', ['init', ...acme.with(7, 'nobody')]],
    ['--company', ['init', ...acme.with(1, ' ')]],
    ['--extensions', ['init', ...acme, '--extensions', '2000-1000']],
    ['--extensions', ['init', ...acme, '--extensions', 'many']],
    ['--licenses', ['init', ...acme, '--licenses', 'Standard']],
    ['--licenses', ['init', ...acme, '--licenses', 'Standard=-1']],
    ['--licenses', ['init', ...acme, '--licenses', 'Standard=1,standard=2']],
    ['--numbers', ['init', ...acme, '--numbers', 'call me']],
    ['--admin-username', ['init', ...acme, '--admin-username', 'a b']],
    ['--site', ['init', ...acme.slice(0, 4), '--admin-email', 'a@b.example']],
    ['--colour', ['init', ...acme, '--colour', 'red']],
    ['--country', ['operator', 'numbers', 'load', '+14155550100', '--country', 'America']],
    ['list', ['operator', 'licenses', 'acme', 'Standard=many']],
    ['--file', ['operator', 'numbers', 'load', '--country', 'US']],
    ['--file', ['operator', 'numbers', 'load', '--country', 'US', '--file', '/nowhere/numbers.txt']],
    ['frobnicate', ['frobnicate']],
  ])('names %s in a sentence and ends with 64, before anything is touched', async (option, args) => {
    const home = join(await tempFolder('offhook cli'), 'data')
    const { exitCode, out, err } = await offhook(home, ...args)
    expect([exitCode, out]).toEqual([64, ''])
    expect(err).toContain(option)
    expect(err.trim().split('\n')).toHaveLength(1)
  })
})
