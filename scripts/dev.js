// `npm run dev`: the server, started again at every change, and vite's own pages in front of it.
import { spawn } from 'node:child_process'
import { installPackages } from './packages.js'
import { root } from './run.js'
import { buildWeb } from './web-build.js'

await installPackages()
await buildWeb()

console.log('\n  Open the address that vite names: its pages follow every change. The set-up code is the server’s.')

const children = [
  spawn('node', ['--watch', 'server/main.ts'], { cwd: root, stdio: 'inherit' }),
  spawn('vite', [], { cwd: root, stdio: 'inherit' }),
]

let isEnding = false
function endAll(signal) {
  if (isEnding) return
  isEnding = true
  for (const child of children) child.kill(signal)
}

for (const child of children) child.once('exit', () => endAll('SIGTERM'))
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => endAll(signal))
