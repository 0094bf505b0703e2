import { expect, it } from 'vitest'
import { readConfig } from '../config.ts'
import { sipServer } from './credentials.ts'

it.each<[env: Record<string, string>, host: string]>([
  [{}, '127.0.0.1'],
  [{ SIP_HOST: '192.0.2.7' }, '192.0.2.7'],
  [{ HOST: '0.0.0.0', PUBLIC_URL: 'https://phone.example.com' }, 'phone.example.com'],
  [{ SIP_HOST: '::', PUBLIC_URL: 'https://[2001:db8::1]' }, '2001:db8::1'],
  [{ HOST: '0.0.0.0', PUBLIC_ADDRESS: '198.51.100.1' }, '198.51.100.1'],
])('tells phones an address that they can reach (%o)', (env, host) => {
  expect(sipServer({ config: readConfig(env), calling: null })).toEqual({ host, port: 5060 })
})

it('never tells them “every address”', () => {
  expect(sipServer({ config: readConfig({ HOST: '0.0.0.0' }), calling: null }).host).not.toBe('0.0.0.0')
})
