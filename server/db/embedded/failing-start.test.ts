import { execFileSync, spawnSync } from 'node:child_process'
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { refusedInstance, startInstance } from '../../../tests/kit/instance.ts'
import { tempFolder } from '../../../tests/kit/temp-folder.ts'

describe('a start that cannot succeed', () => {
  it('says that another instance uses the data folder, which goes on undisturbed', async () => {
    const home = await tempFolder()
    const first = await startInstance(home)
    const { exitCode, message } = await refusedInstance(home)
    expect(exitCode).toBe(75)
    expect(message).toContain(`is in use by another Offhook (process ${first.child.pid}, since `)
    expect(await first.query('select 1 as one')).toEqual([{ one: 1 }])
    await first.end('SIGTERM')
  })

  it('lets exactly one of several simultaneous starts win', async () => {
    const home = await tempFolder()
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => startInstance(home)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const each of outcomes) if (each.status === 'rejected') expect(each.reason.message).toContain('exit code 75')
  })

  it.each([
    ['is a file', (path: string) => writeFile(path, '')],
    ['is closed to us', (path: string) => mkdir(path, { mode: 0o700 })],
    ['may only be read', (path: string) => mkdir(path).then(() => chmod(path, 0o555))],
  ])('says that the data folder %s', async (_, make) => {
    const folder = await tempFolder()
    await chmod(folder, 0o755)
    await make(join(folder, 'data'))
    if (process.getuid?.() !== 0) await chmod(join(folder, 'data'), 0o000)
    const { exitCode, message } = await refusedInstance(join(folder, 'data'), { asOrdinaryUser: true })
    expect(exitCode).toBe(73)
    expect(message).toMatch(/^The data folder cannot be used: .*\/data: .*\. Set OFFHOOK_HOME/)
    expect(message.split('\n')).toHaveLength(1)
  })

  // Only root may mount a small disk; elsewhere PostgreSQL's own words must do.
  it('says that the disk is full, and starts once there is room', mayMount() ? onFullDisk : onReportedFullDisk)
})

async function onFullDisk() {
  const disk = await smallDisk('24m')
  const home = join(disk.folder, 'data')
  expect(await refusedInstance(home)).toMatchObject({
    exitCode: 74,
    message: expect.stringMatching(/^The disk is full/),
  })
  await disk.grow('300m')
  const instance = await startInstance(home)
  await instance.query('create table kept as select 42 as answer')
  await instance.end('SIGTERM')

  await disk.fill()
  expect(await refusedInstance(home)).toMatchObject({ exitCode: 74 })
  await disk.clear()
  const again = await startInstance(home)
  expect(await again.query('select answer from kept')).toEqual([{ answer: 42 }])
  await again.end('SIGTERM')
}

async function onReportedFullDisk() {
  const folder = await tempFolder()
  const script = '#!/bin/sh\necho "initdb: error: could not write file: No space left on device" >&2\nexit 1\n'
  for (const name of ['initdb', 'postgres']) await writeFile(join(folder, name), script, { mode: 0o755 })
  const home = await tempFolder()
  expect((await refusedInstance(home, { binaries: [{ folder, major: 18 }] })).exitCode).toBe(74)
  await (await startInstance(home)).end('SIGTERM')
}

function mayMount(): boolean {
  return process.getuid?.() === 0 && spawnSync('unshare', ['--mount', 'true']).status === 0
}

async function smallDisk(size: string) {
  const folder = await tempFolder()
  const mount = (...options: string[]) =>
    execFileSync('mount', ['-t', 'tmpfs', '-o', options.join(','), 'tmpfs', folder])
  mount(`size=${size}`)
  onTestFinished(() => void execFileSync('umount', ['--lazy', folder]))
  const filler = join(folder, 'filler')
  return {
    folder,
    grow: async (to: string) => mount('remount', `size=${to}`),
    fill: () => writeFile(filler, Buffer.alloc(300_000_000)).catch(() => {}),
    clear: () => rm(filler),
  }
}
