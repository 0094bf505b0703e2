import { expect, it } from 'vitest'
import type { LicenseView } from '../../../contract/api/licenses.ts'
import { firstServices, freeNumbersFor, likelySite } from './service-defaults.ts'

function license(id: string, free: number, entitlements: LicenseView['entitlements']): LicenseView {
  const seats = { owned: 5, used: 5 - free, free, suspended: 0, numbersIncluded: 0 }
  return { id, name: id, version: 1, entitlements, ...seats }
}

it('offers a licence that is left, an extension, and a number only where the licence grants one', () => {
  const standard = license('standard', 1, ['calls', 'directNumber'])
  const lobby = license('lobby', 2, ['calls'])
  expect(firstServices([standard, lobby], 3)).toEqual({ license: 'standard', extension: 'auto', numbers: ['auto'] })
  expect(firstServices([{ ...standard, free: 0 }, lobby], 3)).toEqual({
    license: 'lobby',
    extension: 'auto',
    numbers: [],
  })
  expect(firstServices([standard], 0).numbers).toEqual([])
  expect(firstServices([], 0)).toEqual({ license: '', extension: 'auto', numbers: [] })
})

it('begins at the site that the list shows, else where most people are', () => {
  const sites = [
    { id: 'annex', users: 1 },
    { id: 'hq', users: 40 },
  ]
  expect(likelySite(sites, undefined)).toBe('hq')
  expect(likelySite(sites, 'annex')).toBe('annex')
  expect(likelySite(sites, 'gone')).toBe('hq')
  expect(likelySite([], undefined)).toBe('')
})

it('counts the numbers of the site’s country', () => {
  expect(freeNumbersFor({ country: 'DE' }, [{ country: 'US' }, { country: 'DE' }])).toBe(1)
  expect(freeNumbersFor(undefined, [{ country: 'US' }])).toBe(0)
})
