import { describe, expect, it } from 'vitest'
import { SetupSpec } from '../../../contract/api/setup.ts'
import { newSetupDraft, setupSentence, setupSpec } from './setup-draft.ts'

function filled() {
  const draft = newSetupDraft('GB', 'Europe/London')
  draft.company.name = 'Łódź & Søn 株式会社'
  draft.admin = { firstName: 'Dana', lastName: 'Ó', email: 'dana@acme.example', password: 'long enough' }
  return draft
}

describe('set-up', () => {
  it('follows the country: language, time zone, and the address’s country', () => {
    const spec = setupSpec(filled())
    expect(spec.company).toMatchObject({ country: 'GB', language: 'en-GB', timeZone: 'Europe/London' })
    expect(spec.site.address.country).toBe('GB')
  })

  it('is accepted by the contract with only names, e-mail and password typed', () => {
    expect(SetupSpec.safeParse(setupSpec(filled())).error).toBeUndefined()
  })

  it('sends either own numbers or fictional ones', () => {
    const draft = { ...filled(), numbers: '+442079460000', fictionalNumbers: 5 }
    expect(setupSpec({ ...draft, numbersFrom: 'own' })).toMatchObject({ numbers: '+442079460000', fictionalNumbers: 0 })
    expect(setupSpec({ ...draft, numbersFrom: 'fictional' })).toMatchObject({ numbers: '', fictionalNumbers: 5 })
    expect(setupSpec({ ...draft, numbersFrom: 'none' })).toMatchObject({ numbers: '', fictionalNumbers: 0 })
  })

  it('says what will be created', () => {
    expect(setupSentence(setupSpec(filled()), 0)).toBe(
      'Creates Łódź & Søn 株式会社 with the site HQ, 25 Standard and 5 Lobby licences, 10 fictional numbers, and you as its administrator.',
    )
  })
})
