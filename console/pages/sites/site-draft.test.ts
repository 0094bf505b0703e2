import { expect, it } from 'vitest'
import { SiteSpec } from '../../../contract/api/sites.ts'
import { newSiteDraft, siteBody } from './site-draft.ts'

it('sends the postal address as emergency address unless there is another', () => {
  const draft = { ...newSiteDraft('FR'), name: 'Paris' }
  expect(siteBody(draft).emergencyAddress).toBeNull()
  const other = {
    ...draft,
    hasOwnEmergencyAddress: true,
    emergencyAddress: { ...draft.emergencyAddress, line1: '1 rue de l’Église', country: 'US' },
  }
  expect(siteBody(other).emergencyAddress).toMatchObject({ country: 'FR' })
  expect(SiteSpec.safeParse(siteBody(other)).error).toBeUndefined()
})
