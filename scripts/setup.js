// Runs before `npm start`: puts everything in place that a fresh clone or an update lacks.
import { installPackages } from './packages.js'
import { buildWeb } from './web-build.js'

await installPackages()
await buildWeb()
