import { expect, it } from 'vitest'
import { merged } from './use-form-merging.ts'

it('keeps what is typed, takes what others saved, and asks where both changed a field', () => {
  const base = { name: 'HQ', zone: 'UTC', range: { from: '1000', to: '1999' }, note: '' }
  const mine = { ...base, name: 'Head office', range: { from: '1000', to: '2999' }, note: 'x' }
  const theirs = { ...base, name: 'Main', zone: 'Europe/Paris', note: 'x' }
  expect(merged(base, mine, theirs)).toEqual({
    values: { name: 'Head office', zone: 'Europe/Paris', range: { from: '1000', to: '2999' }, note: 'x' },
    clashes: [{ field: 'name', mine: 'Head office', theirs: 'Main' }],
  })
})
