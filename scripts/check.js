// `npm run check`: types, format, lint, unused code and conventions, in seconds.
import { checks, conventions, runChecks } from './checks.js'
import { installPackages } from './packages.js'

await installPackages()
const results = await runChecks([...checks, conventions])
process.exit(results.every(({ ok }) => ok) ? 0 : 1)
