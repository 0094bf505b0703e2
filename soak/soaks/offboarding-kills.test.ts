import { expect, it, onTestFinished } from 'vitest'
import { openWorkspace } from '../../bench/kit/workspace.ts'
import { killOffboardings } from './offboarding-kills.ts'

// The short form; `npm run soak -- offboarding-kills` kills a hundred times.
it('leaves nobody half gone when the server or the database is killed while people leave', async () => {
  const workspace = await openWorkspace()
  onTestFinished(() => workspace.close())
  const met = await killOffboardings(workspace, 2, () => {})
  expect(met[0]).toMatch(/^2 kills, 12 people: \d+ had left/)
})
