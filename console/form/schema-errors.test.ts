import { expect, it } from 'vitest'
import { SiteSpec } from '../../contract/api/sites.ts'
import { schemaErrors } from './schema-errors.ts'

const site = {
  name: 'HQ',
  country: 'US',
  language: 'en-US',
  timeZone: 'America/New_York',
  address: { line1: '1 Main St', city: 'Boston', country: 'US' },
  extensions: { from: '1000', to: '1999' },
}

it('finds nothing wrong with a good body', () => {
  expect(schemaErrors(SiteSpec, site)).toEqual({})
})

it('names each wrong field by its path in the form, once', () => {
  const errors = schemaErrors(SiteSpec, { ...site, name: '', extensions: { from: '2000', to: '1999' } })
  expect(errors.name).toBe('The site’s name is required.')
  expect(errors['extensions.to']).toMatch('must not be after the last')
})
