import { expect, it, onTestFinished } from 'vitest'
import { openWorkspace } from '../../bench/kit/workspace.ts'
import { killBulkEdits } from './bulk-edit-kills.ts'

// The short form; `npm run soak -- bulk-edit-kills` kills a hundred times.
it('leaves a bulk edit whole or undone when the server or the database is killed under it, and the task says which', async () => {
  const workspace = await openWorkspace()
  onTestFinished(() => workspace.close())
  const met = await killBulkEdits(workspace, 3, () => {})
  expect(met[0]).toBe('3 kills: 2 of the server, 1 of the database')
})
