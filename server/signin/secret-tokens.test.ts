import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newId } from '../../contract/ids.ts'
import { isSecretOf, issueToken, readToken } from './secret-tokens.ts'

describe('a secret token', () => {
  it('carries its tenant and row, and matches its own hash alone', () => {
    const tenantId = newId()
    const issued = issueToken(tenantId, 'offhook_')
    const read = readToken(issued.text, 'offhook_')
    expect(read).toMatchObject({ tenantId, id: issued.id })
    expect(read && isSecretOf(read, issued.hash)).toBe(true)
    expect(read && isSecretOf(read, issueToken(tenantId).hash)).toBe(false)
    expect(read && isSecretOf(read, Buffer.alloc(0))).toBe(false)
  })

  it('is not valid with any one character changed, missing or added', () => {
    const issued = issueToken(newId())
    const alphabet = [...'ABCabc012-_.= \n']
    fc.assert(
      fc.property(fc.nat(issued.text.length - 1), fc.constantFrom(...alphabet, ''), (position, character) => {
        const text = issued.text.slice(0, position) + character + issued.text.slice(position + 1)
        fc.pre(text !== issued.text)
        const read = readToken(text)
        expect(
          read === null || read.id !== issued.id || !isSecretOf(read, issued.hash) || !sameTenant(read, issued.text),
        ).toBe(true)
      }),
    )
    expect(readToken(`${issued.text}=`)).toBeNull()
    expect(readToken(`offhook_${issued.text}`)).toBeNull()
  })

  it('survives any text without throwing', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => readToken(text) === null))
  })
})

// A changed tenant leads to a tenant in which the row is not found.
function sameTenant(read: { tenantId: string }, text: string): boolean {
  return readToken(text)?.tenantId === read.tenantId
}
