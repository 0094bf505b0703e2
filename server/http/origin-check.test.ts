import { describe, expect, it } from 'vitest'
import { apiOfThisFile } from '../../tests/kit/api.ts'
import { readConfig } from '../config.ts'
import { isOwnHost, isOwnOrigin } from './origin-check.ts'

const at = apiOfThisFile()
const loopback = { config: readConfig({}) }
const proxied = { config: readConfig({ PUBLIC_URL: 'https://phone.example.com' }) }
const tls = { config: readConfig({ HOST: '0.0.0.0', PUBLIC_URL: 'https://phone.example.com' }) }

describe('a name that leads to this machine', () => {
  it.each<[host: string, house: typeof loopback, isOurs: boolean]>([
    ['localhost:8080', loopback, true],
    ['127.0.0.1:8080', loopback, true],
    ['[::1]:8080', loopback, true],
    ['phone.localhost', loopback, true],
    ['attacker.example:8080', loopback, false],
    ['localhost.attacker.example', loopback, false],
    ['127.0.0.1.attacker.example', loopback, false],
    ['phone.example.com', loopback, false],
    ['phone.example.com', proxied, true],
    ['attacker.example', proxied, false],
    ['anything.example', tls, true],
  ])('%s is ours or not', (host, house, isOurs) => {
    expect(isOwnHost(house, { headers: { host } })).toBe(isOurs)
  })

  it('that is not ours gets nothing, whatever it asks for (DNS rebinding)', async () => {
    for (const url of ['/', '/metrics', '/api/v1/session', '/api/openapi.json', '/assets/none.js']) {
      const answer = await at.inject({ url, headers: { host: 'attacker.example:8080' } })
      expect(answer).toMatchObject({ status: 403, body: { code: 'wrong_origin' } })
    }
    expect((await at.inject({ url: '/api/v1/session' })).status).toBe(200)
  })
})

it.each<[origin: string, host: string, house: typeof loopback, isOurs: boolean]>([
  ['http://localhost:8080', 'localhost:8080', loopback, true],
  ['http://localhost:9090', 'localhost:8080', loopback, false],
  ['null', 'localhost:8080', loopback, false],
  ['https://localhost:8080', 'localhost:8080', loopback, true],
  ['ftp://localhost:8080', 'localhost:8080', loopback, false],
  ['https://phone.example.com', 'localhost:8080', proxied, true],
  ['http://phone.example.com', 'phone.example.com', tls, false],
  ['https://phone.example.com', 'phone.example.com', tls, true],
])('a page of %s at the server %s is ours or not', (origin, host, house, isOurs) => {
  expect(isOwnOrigin(house, { headers: { origin, host } })).toBe(isOurs)
})

it('refuses what is nested a million deep in words', async () => {
  const payload = `{"company":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`
  const headers = { 'content-type': 'application/json' }
  const answer = await at.inject({ method: 'POST', url: '/api/v1/session', headers, payload })
  expect(answer).toMatchObject({ status: 400, body: { code: 'malformed_request' } })
})
