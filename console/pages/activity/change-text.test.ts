import { expect, it } from 'vitest'
import { fieldLabel } from './change-text.ts'

it('names fields as people do', () => {
  expect(fieldLabel('personalNumbers')).toBe('Personal numbers')
})
