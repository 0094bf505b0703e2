// Puts in place what a fresh clone or an update lacks: the packages, and the built web pages unless `packages` is asked for.
import { installPackages } from './packages.js'
import { buildWeb } from './web-build.js'

await installPackages()
if (process.argv[2] !== 'packages') await buildWeb()
