// `npm test`: the whole proof. Installs what it needs, then checks, builds and tests; the last line is the result.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checks, runChecks } from './checks.js'
import { installPackages } from './packages.js'
import { run } from './run.js'
import { ensureTools } from './tools.js'

let passed = 0
let failed = 0
const count = (ok) => (ok ? passed++ : failed++)

await installPackages()
const missing = await ensureTools()
failed += missing.length

for (const { ok } of await runChecks(checks)) count(ok)
count((await run('node', ['scripts/setup.js'])).ok)
await runTests(process.argv.slice(2))

console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)

/** Runs every test (or those that the arguments choose) and counts them, files that cannot even be loaded included. */
async function runTests(args) {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-report-'))
  const report = join(folder, 'report.json')
  const { ok } = await run('vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...args,
  ])
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
    const brokenFiles = testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some(isFailed))
    passed += numPassedTests
    failed += numFailedTests + brokenFiles.length
    // An error outside any test, or a run that was cut short, is a failure too.
    if (!ok && numFailedTests + brokenFiles.length === 0) failed++
  } catch (error) {
    console.error(`The tests left no report: ${error.message}`)
    failed++
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function isFailed({ status }) {
  return status === 'failed'
}
