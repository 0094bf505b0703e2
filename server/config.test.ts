import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

function problems(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

describe('readConfig', () => {
  it('needs no setting at all', () => {
    const config = readConfig({ PATH: '/bin', HOME: '/root' })
    expect(config).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:8080',
      sip: { host: '127.0.0.1', port: 5060 },
      databaseUrl: null,
      isLoopback: true,
      isTls: false,
    })
    expect(Object.isFrozen(config)).toBe(true)
  })

  it('names every mistake at once', () => {
    expect(problems({ PORT: '99999', SIP_PORT: 'x', OFFHOOK_HOM: '/x', TLS_KEY: 'key.pem' })).toEqual([
      'OFFHOOK_HOM is not a setting. Did you mean OFFHOOK_HOME?',
      'PORT must be a port number from 0 to 65535. It is "99999".',
      'SIP_PORT must be a port number from 0 to 65535. It is "x".',
      'TLS_CERT and TLS_KEY must be set together.',
    ])
  })

  it('ends with its own exit code', () => {
    expect(() => readConfig({ PORT: '-1' })).toThrow(expect.objectContaining({ exitCode: 78 }))
  })

  it('says which name was meant when OFFHOOK_ stands before a setting that has none', () => {
    expect(problems({ OFFHOOK_PORT: '1' })).toEqual(['OFFHOOK_PORT is not a setting. Did you mean PORT?'])
    expect(problems({ OFFHOOK_FLAVOUR: 'x' })).toEqual(['OFFHOOK_FLAVOUR is not a setting.'])
  })

  it('takes an empty variable as not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: ' ' })).toMatchObject({ port: 8080, databaseUrl: null })
  })

  it.each([
    ['PORT', ['0', '65535'], ['65536', '80 80', '1e3', '-1', '8080.0']],
    ['HOST', ['0.0.0.0', '::', 'localhost', 'phone.example.com'], ['1.2.3', '256.1.1.1', 'a b', 'http://x', '-x']],
    ['DATABASE_URL', ['postgres://u:p@h/d', 'postgresql://u@h:1/d'], ['h/d', 'mysql://u@h/d', 'postgres://h']],
    ['PUBLIC_URL', ['https://a.example', 'http://localhost:1/'], ['a.example', 'https://a.example/x', 'ftp://a']],
    ['RTP_PORTS', ['10000-20000'], ['1-9', '20000-10000', '20000', '60000-70000', '20000-20001']],
    ['SMTP_URL', ['smtp://h', 'smtps://u:p@h:465'], ['h:25', 'http://h', 'smtp:']],
    ['MAIL_FROM', ['a@b.example', 'Büro <a@b.example>'], ['a', 'a@b.example\nBcc: c@d', '<>']],
    ['LOG_LEVEL', ['debug', 'silent'], ['verbose', 'INFO']],
  ])('reads %s strictly', (name, good, bad) => {
    for (const value of good) expect(problems({ [name]: value }), value).toEqual([])
    for (const value of bad) expect(problems({ [name]: value }), value).toHaveLength(1)
  })

  it('never repeats a secret in a message', () => {
    const text = problems({ DATABASE_URL: 'hunter2', SMTP_URL: 'hunter2', OFFHOOK_SECRET_KEY: 'hunter2' }).join('\n')
    expect(text.split('\n')).toHaveLength(3)
    expect(text).not.toContain('hunter2')
  })

  it('takes only strong secret keys, the first of which seals', () => {
    const strong = () => randomBytes(32).toString('base64')
    const config = readConfig({ OFFHOOK_SECRET_KEY: `new:${strong()}, old:${strong()}` })
    expect(config.secretKeys?.map(({ id }) => id)).toEqual(['new', 'old'])
    const weak = [strong(), `a:${'A'.repeat(43)}=`, 'a:short', `a:${randomBytes(16).toString('base64')}`]
    for (const value of weak) expect(problems({ OFFHOOK_SECRET_KEY: value }), value).toHaveLength(1)
    expect(problems({ OFFHOOK_SECRET_KEY: `a:${strong()},a:${strong()}` })).toHaveLength(1)
  })

  it('serves over TLS as soon as others can reach it', () => {
    expect(readConfig({ HOST: '192.0.2.7' })).toMatchObject({
      isTls: true,
      isLoopback: false,
      tls: { from: 'own' },
      publicUrl: 'https://192.0.2.7:8080',
    })
    expect(readConfig({ HOST: '2001:db8::1', PORT: '443' }).publicUrl).toBe('https://[2001:db8::1]')
    expect(readConfig({ TLS_CERT: '/c.pem', TLS_KEY: '/k.pem' })).toMatchObject({ isTls: true, isLoopback: true })
    expect(readConfig({ HOST: '0.0.0.0' }).publicUrl).not.toContain('0.0.0.0')
  })

  it('sends mail from the public host unless told otherwise', () => {
    expect(readConfig({ PUBLIC_URL: 'https://tel.acme.example' }).mailFrom).toBe('Offhook <offhook@tel.acme.example>')
  })
})
