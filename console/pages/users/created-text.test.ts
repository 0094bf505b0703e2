import { expect, it } from 'vitest'
import { createdSentence, createdText, savedSentence } from './created-text.ts'

const maya = {
  firstName: 'Maya',
  lastName: 'Ortiz',
  username: 'maya.ortiz',
  email: 'maya@acme.com',
  extension: '1042',
  numbers: [{ e164: '+14155550142', display: '+1 415 555 0142' }],
  license: { id: 'l', name: 'Standard' },
  site: { id: 's', name: 'HQ' },
}

it('says on what a new person can be called', () => {
  expect(createdSentence(maya)).toBe(
    'Maya can now be called on 1042 and +1 415 555 0142. Username maya.ortiz, site HQ, licence Standard.',
  )
  expect(createdSentence({ ...maya, extension: null, numbers: [], license: null })).toBe(
    'Maya is a contact without a phone. Username maya.ortiz, site HQ.',
  )
})

it('promises no call to somebody without a licence', () => {
  expect(createdSentence({ ...maya, license: null })).toContain('cannot be called before there is a licence')
})

it('says after a save what is new for callers, and what is still in the way', () => {
  const before = { ...maya, extension: null, numbers: [] }
  const noLicense = { code: 'extension_without_license', message: 'Without a licence …' } as const
  const noAddress = { code: 'emergency_address_missing', message: 'HQ has no address.' } as const
  expect(savedSentence(before, maya, [])).toBe('Maya can now be called on 1042 and +1 415 555 0142.')
  expect(savedSentence(maya, maya, [])).toBe('Maya’s details are saved.')
  expect(savedSentence(before, { ...maya, license: null }, [noLicense])).toBe(
    'Maya’s details are saved. Without a licence …',
  )
  expect(savedSentence(before, maya, [noAddress])).toContain('on 1042 and +1 415 555 0142. HQ has no address.')
})

it('copies what a colleague would want to know', () => {
  expect(createdText(maya, { slug: 'acme' }, 'https://phone.acme.com')).toBe(
    'Maya Ortiz\nPhone: 1042 and +1 415 555 0142\nUsername: maya.ortiz\nE-mail: maya@acme.com\nSign in: https://phone.acme.com/t/acme',
  )
})
