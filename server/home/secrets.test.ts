import { randomBytes } from 'node:crypto'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tempFolder } from '../../tests/kit/temp-folder.ts'
import { loadSecrets, secretsFrom } from './secrets.ts'

const key = (id: string) => ({ id, key: randomBytes(32) })

describe('secrets', () => {
  it('opens what it sealed, and seals the same text differently each time', () => {
    const secrets = secretsFrom([key('a')])
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, context) => {
        expect(secrets.open(secrets.seal(text, context), context)).toBe(text)
      }),
    )
    expect(secrets.seal('x', 'c')).not.toBe(secrets.seal('x', 'c'))
  })

  it('does not open what was altered, cut short, or sealed for another place', () => {
    const secrets = secretsFrom([key('a')])
    const sealed = secrets.seal('hunter2', 'trunk:1')
    expect(() => secrets.open(sealed, 'trunk:2')).toThrow()
    for (let at = 2; at < sealed.length - 1; at++) {
      const altered = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1)
      expect(() => secrets.open(altered, 'trunk:1'), altered).toThrow()
      expect(() => secrets.open(sealed.slice(0, at), 'trunk:1')).toThrow()
    }
  })

  it('opens what an older key sealed, and names the key that is missing', () => {
    const [older, newer] = [key('older'), key('newer')]
    const sealed = secretsFrom([older]).seal('hunter2', 'c')
    expect(secretsFrom([newer, older]).open(sealed, 'c')).toBe('hunter2')
    expect(() => secretsFrom([newer]).open(sealed, 'c')).toThrow('"older"')
  })

  it('derives a different key for each purpose, the same every time', () => {
    const a = key('a')
    const derived = (purpose: string) => secretsFrom([a]).deriveKey(purpose).toString('hex')
    expect(derived('cookie')).toHaveLength(64)
    expect(derived('cookie')).toBe(derived('cookie'))
    expect(derived('cookie')).not.toBe(derived('nonce'))
  })
})

describe('the key file', () => {
  it('is made once, for us alone, even when several processes start together', async () => {
    const home = await tempFolder()
    const all = await Promise.all([1, 2, 3, 4].map(() => loadSecrets(home, null)))
    expect(new Set(all.map((each) => each.deriveKey('x').toString('hex'))).size).toBe(1)
    expect((await stat(join(home, 'secret.key'))).mode & 0o777).toBe(0o600)
  })

  it('still opens its secrets after OFFHOOK_SECRET_KEY was set', async () => {
    const home = await tempFolder()
    const sealed = (await loadSecrets(home, null)).seal('hunter2', 'c')
    const replaced = await loadSecrets(home, [key('new')])
    expect(replaced.open(sealed, 'c')).toBe('hunter2')
    expect(replaced.seal('x', 'c')).toMatch(/^new\./)
  })

  it('is not made where OFFHOOK_SECRET_KEY is set', async () => {
    const home = await tempFolder()
    await loadSecrets(home, [key('new')])
    await expect(stat(join(home, 'secret.key'))).rejects.toThrow('ENOENT')
  })

  it('is never replaced when it is damaged', async () => {
    const home = await tempFolder()
    await writeFile(join(home, 'secret.key'), 'garbage')
    await expect(loadSecrets(home, null)).rejects.toMatchObject({ exitCode: 77 })
    expect(await readFile(join(home, 'secret.key'), 'utf8')).toBe('garbage')
  })
})
