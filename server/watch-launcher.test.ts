import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'

it('notices that npm was killed', async () => {
  const watcher = `
    import { watchLauncher } from ${JSON.stringify(join(import.meta.dirname, 'watch-launcher.ts'))}
    watchLauncher(() => { console.log('gone'); process.exit() })
    setInterval(() => {}, 1000)
    console.log('watching')`
  // Stands for npm: starts the watcher and stays.
  const launcher = spawn(process.execPath, [
    '--eval',
    `require('node:child_process').spawn(process.execPath, ['--input-type=module-typescript', '--eval', ${JSON.stringify(watcher)}], { stdio: 'inherit' })`,
  ])
  onTestFinished(() => void launcher.kill('SIGKILL'))
  let output = ''
  launcher.stdout.on('data', (chunk) => (output += chunk))
  await expect.poll(() => output).toContain('watching')
  launcher.kill('SIGKILL')
  await expect.poll(() => output, { timeout: 5_000 }).toContain('gone')
})
