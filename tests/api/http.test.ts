import { beforeAll, describe, expect, it } from 'vitest'
import { endpoints } from '../../contract/api/endpoints.ts'
import { newId } from '../../contract/ids.ts'
import { ProblemDocument } from '../../contract/problems.ts'
import { apiOfThisFile, type Received } from '../kit/api.ts'
import { makeWorld, type World } from './recipes.ts'

const at = apiOfThisFile()
let world: World

beforeAll(async () => {
  world = await makeWorld(at)
})

const newcomer = { firstName: 'Maya', lastName: 'Ortiz', email: 'maya@acme.example', site: 'HQ' }

function post(payload: string | Buffer, headers: Record<string, string> = {}, url = '/api/v1/users') {
  const authorization = `Bearer ${world.company.token}`
  return at.inject({
    method: 'POST',
    url,
    payload,
    headers: { authorization, 'content-type': 'application/json', ...headers },
  })
}

function problemOf({ headers, body }: Received): ProblemDocument {
  expect(headers['content-type']).toMatch(/^application\/problem\+json/)
  return ProblemDocument.parse(body)
}

describe('a problem document', () => {
  it('says what is wrong where, with a stable code and the id of the request', async () => {
    const answer = await post(JSON.stringify({ ...newcomer, extension: '12', firstName: '' }))
    const problem = problemOf(answer)
    expect(problem).toMatchObject({
      type: 'urn:offhook:problem:validation_failed',
      status: 422,
      code: 'validation_failed',
    })
    expect(problem.errors.map((one) => one.field)).toEqual(['/firstName', '/extension'])
    expect(problem.errors[1]?.message).toBe('Must be 3 to 8 digits, and must not begin with 0.')
    expect(answer.headers['x-request-id']).toBe(problem.requestId)
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  it('points into lists and objects (RFC 6901)', async () => {
    const address = { country: 'us' }
    const problem = problemOf(
      await post(JSON.stringify({ ...newcomer, numbers: ['auto', 'x'], emergencyAddress: address })),
    )
    expect(problem.errors.map((one) => one.field)).toEqual(['/numbers/1', '/emergencyAddress/country'])
  })

  it('names an unknown field', async () => {
    const problem = problemOf(await post(JSON.stringify({ ...newcomer, firstname: 'Maya' })))
    expect(problem.errors).toMatchObject([{ field: '', message: expect.stringContaining('firstname') }])
  })

  it('says of what is missing that it is required', async () => {
    const problem = problemOf(await post('{}', {}, '/api/v1/sites'))
    expect(problem.errors[0]).toMatchObject({ field: '/name', code: 'field_required', message: '“name” is required.' })
    const whole = problemOf(await post('', {}, '/api/v1/sites'))
    expect(whole.errors).toMatchObject([{ field: '', code: 'field_required' }])
  })
})

describe('what cannot be read', () => {
  it.each([
    ['malformed JSON', '{"firstName": "Maya"', {}, 400, 'malformed_request'],
    ['a body that is no object', '"Maya"', {}, 422, 'validation_failed'],
    ['null', 'null', {}, 422, 'validation_failed'],
    ['an attempt on the prototype', '{"__proto__": {"role": "admin"}}', {}, 400, 'malformed_request'],
    ['another content type', '<user/>', { 'content-type': 'text/xml' }, 415, 'unsupported_media_type'],
    [
      'a form',
      'firstName=Maya',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'unsupported_media_type',
    ],
    ['five megabytes', `"${'x'.repeat(5 * 1024 * 1024)}"`, {}, 413, 'payload_too_large'],
    ['a NUL', JSON.stringify({ ...newcomer, jobTitle: 'a\u0000b' }), {}, 422, 'validation_failed'],
    ['a NUL in a name', JSON.stringify({ ...newcomer, 'job\u0000': 'x' }), {}, 422, 'validation_failed'],
    [
      'half a character',
      `{"firstName": "\\ud83d", "lastName": "x", "email": "a@b.example", "site": "HQ"}`,
      {},
      422,
      'validation_failed',
    ],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22]), {}, 422, 'validation_failed'],
    ['a number where text belongs', JSON.stringify({ ...newcomer, firstName: 1 }), {}, 422, 'validation_failed'],
  ] as const)('%s is refused', async (_, payload, headers, status, code) => {
    const answer = await post(payload, headers)
    expect([answer.status, problemOf(answer).code]).toEqual([status, code])
  })

  it.each([
    '/api/v1/users?limit=0',
    '/api/v1/users?limit=1001',
    '/api/v1/users?limit=ten',
    '/api/v1/users?limit=1e9',
    '/api/v1/users?site=HQ',
    '/api/v1/users?query=%00',
    '/api/v1/users?query=a&query=b',
    `/api/v1/users?query=${'x'.repeat(201)}`,
    '/api/v1/users?state=deleted',
    '/api/v1/users?dryRun=1',
    '/api/v1/users?cursor=x',
    '/api/v1/users?cursor=W10',
    '/api/v1/users?cursor=eyJhIjoxfQ',
    `/api/v1/users?cursor=${Buffer.from('["a","b"]').toString('base64url')}`,
    `/api/v1/users?cursor=${Buffer.from('["\\u0000","01a2038b-2c27-7000-8da5-25634d78e77c"]').toString('base64url')}`,
    `/api/v1/change-sets?cursor=${Buffer.from('["x"]').toString('base64url')}`,
    `/api/v1/calls?cursor=${Buffer.from('["yesterday","01a2038b-2c27-7000-8da5-25634d78e77c"]').toString('base64url')}`,
    `/api/v1/numbers?cursor=${Buffer.from('[1]').toString('base64url')}`,
    '/api/v1/numbers/stock',
    '/api/v1/numbers/stock?country=US&pattern=%27%3B--',
    '/api/v1/users/x',
    '/api/v1/users/%00',
    "/api/v1/users/'%20or%201=1",
    '/api/v1/users/01A2038B-2C27-7000-8DA5-25634D78E77C',
    `/api/v1/users/${'x'.repeat(400)}`,
    '/api/v1/users/%zz',
  ])('GET %s is a mistake of the caller or asks for nothing, never of ours', async (url) => {
    const answer = await at.inject({ method: 'GET', url, headers: { authorization: `Bearer ${world.company.token}` } })
    if (answer.status !== 200) problemOf(answer)
    expect(answer.status).toBeLessThan(500)
    expect(answer.status === 200).toBe(url === '/api/v1/users?dryRun=1')
  })

  it('HEAD is GET without a body, OPTIONS and TRACE are not answered', async () => {
    const headers = { authorization: `Bearer ${world.company.token}` }
    const head = await at.inject({ method: 'HEAD', url: '/api/v1/users', headers })
    expect([head.status, head.body]).toEqual([200, null])
    for (const method of ['OPTIONS', 'PUT', 'DELETE'] as const) {
      const answer = await at.inject({ method, url: '/api/v1/users', headers })
      expect([method, answer.status]).toEqual([method, 404])
    }
  })

  it('HEAD of the live events ends at once', async () => {
    const headers = { authorization: `Bearer ${world.company.token}` }
    const head = await at.inject({ method: 'HEAD', url: '/api/v1/events', headers })
    expect(head.status).toBeLessThan(500)
  })
})

describe('an Idempotency-Key', () => {
  it('answers a repeat as the first time, and does nothing', async () => {
    const headers = { 'idempotency-key': newId() }
    const first = await world.company.api.send(endpoints.createUser, { body: newcomer, headers })
    const again = await world.company.api.send(endpoints.createUser, { body: newcomer, headers })
    expect([again.status, again.headers['idempotency-replayed']]).toEqual([201, 'true'])
    expect(again.body).toEqual(first.body)
    expect(first.headers['idempotency-replayed']).toBeUndefined()
  })

  it('is refused for another request', async () => {
    const headers = { 'idempotency-key': newId() }
    await world.company.api.createUser(newcomer, headers)
    const other = { body: { ...newcomer, firstName: 'Eve' }, headers }
    expect((await world.company.api.refused(endpoints.createUser, other)).code).toBe('idempotency_key_reused')
  })

  it('may be used again after a refusal', async () => {
    const headers = { 'idempotency-key': newId() }
    await world.company.api.refused(endpoints.createUser, { body: { ...newcomer, site: 'Mars' }, headers })
    await world.company.api.createUser(newcomer, headers)
  })

  it('shows no secret a second time', async () => {
    const headers = { 'idempotency-key': newId() }
    const sent = { params: { id: world.userId }, body: {}, headers }
    const first = await world.company.api.call(endpoints.addDevice, sent)
    const again = await world.company.api.call(endpoints.addDevice, sent)
    expect(first.password).toMatch(/^\w{24}$/)
    expect(again).toEqual({ ...first, password: '', qr: null })
    const token = { body: { name: 'CI' }, headers: { 'idempotency-key': newId() } }
    const [made, replayed] = [
      await world.company.api.call(endpoints.createApiToken, token),
      await world.company.api.call(endpoints.createApiToken, token),
    ]
    expect(replayed).toEqual({ ...made, token: '' })
    const kept = await at.house.owner.selectFrom('idempotency_key').selectAll().execute()
    expect(JSON.stringify(kept)).not.toContain(first.password)
    expect(JSON.stringify(kept)).not.toContain(made.token)
  })

  it('belongs to one caller', async () => {
    const headers = { 'idempotency-key': newId() }
    const mine = await world.company.api.createUser(newcomer, headers)
    const theirs = await world.operator.createUser(newcomer, headers)
    expect(theirs.user.id).not.toBe(mine.user.id)
  })

  it('is longer than 255 characters in no request', async () => {
    const headers = { 'idempotency-key': 'x'.repeat(256) }
    expect((await world.company.api.refused(endpoints.createUser, { body: newcomer, headers })).status).toBe(400)
  })

  it('can be used again a minute after a crash that came before the change', async () => {
    const headers = { 'idempotency-key': newId() }
    const { user } = await world.company.api.createUser(newcomer, headers)
    await asIfCrashed({ change_set_id: null })
    const again = await world.company.api.createUser(newcomer, headers)
    expect(again.user.id).not.toBe(user.id)
  })

  it('never lets a change happen twice, even if the server died before it could answer', async () => {
    const headers = { 'idempotency-key': newId() }
    const { changeSetId } = await world.company.api.createUser(newcomer, headers)
    await asIfCrashed({})
    const problem = await world.company.api.refused(endpoints.createUser, { body: newcomer, headers })
    expect([problem.code, problem.detail]).toEqual(['conflict', expect.stringContaining(changeSetId ?? '')])
  })

  /** The newest key as a server leaves it that was killed two minutes ago. */
  async function asIfCrashed(more: { change_set_id?: null }): Promise<void> {
    const created_at = new Date(Date.now() - 120_000)
    const keys = at.house.owner.updateTable('idempotency_key').set({ status: null, answer: null, created_at, ...more })
    await keys
      .where('created_at', '=', (eb) => eb.selectFrom('idempotency_key').select(eb.fn.max('created_at').as('newest')))
      .execute()
  }
})

describe('If-Match', () => {
  it('is the ETag of what was read, and refuses a stale one', async () => {
    const { user } = await world.company.api.createUser(newcomer)
    const params = { id: user.id }
    const read = await world.company.api.send(endpoints.getUser, { params })
    expect(read.headers.etag).toBe(`"${user.version}"`)
    const headers = { 'if-match': String(read.headers.etag) }
    const written = await world.company.api.send(endpoints.updateUser, { params, body: { jobTitle: 'Boss' }, headers })
    expect(written.headers.etag).toBe(`"${user.version + 1}"`)
    const stale = await world.company.api.refused(endpoints.updateUser, {
      params,
      body: { jobTitle: 'Other' },
      headers,
    })
    expect([stale.status, stale.code]).toEqual([412, 'version_conflict'])
    expect(stale.errors).toMatchObject([
      { field: '/jobTitle', code: 'version_conflict', values: { now: 'Boss', wanted: 'Other' } },
    ])
    const body = { jobTitle: 'Boss', site: 'HQ', services: { forwarding: { always: { kind: 'busy' as const } } } }
    const merging = { params, body, headers, query: { dryRun: 'true' } }
    const dry = await world.company.api.refused(endpoints.updateUser, merging)
    expect(dry.errors.map(({ field, values }) => [field, values])).toEqual([
      ['/services/forwarding/always', { now: null, wanted: { kind: 'busy' } }],
    ])
    const gone = await world.company.api.refused(endpoints.deleteUser, { params, headers })
    expect(gone.code).toBe('version_conflict')
  })

  it.each(['*', 'W/"1"', '"1"'])('may be %s', async (value) => {
    const { user } = await world.company.api.createUser(newcomer)
    await world.company.api.updateUser(user.id, { jobTitle: 'Boss' }, { 'if-match': value })
  })

  it.each(['1', '"x"', '', '"99999999999"'])('is refused as “%s”', async (value) => {
    const { user } = await world.company.api.createUser(newcomer)
    const sent = { params: { id: user.id }, body: { jobTitle: 'Boss' }, headers: { 'if-match': value } }
    expect((await world.company.api.refused(endpoints.updateUser, sent)).status).toBe(412)
  })
})

describe('a dry run', () => {
  it('answers the plan with 200, and changes nothing', async () => {
    const { api } = await at.company({ licenses: { Standard: 1 } })
    const body = { ...newcomer, license: 'Standard', extension: 'auto' as const }
    const before = await api.call(endpoints.listChangeSets)
    const answer = await api.send(endpoints.createUser, { body, query: { dryRun: 'true' } })
    expect(answer.status).toBe(200)
    expect((await api.planUser(body)).rows[0]).toMatchObject({
      kind: 'create',
      userId: null,
      chosen: { extension: '1000' },
    })
    expect(await api.call(endpoints.listChangeSets)).toEqual(before)
    expect((await api.call(endpoints.listLicenses)).items[0]?.used).toBe(0)
    expect((await api.call(endpoints.listUsers)).total).toBe(1)
  })

  it('of an undo promises nothing and does nothing', async () => {
    const made = await world.company.api.createUser(newcomer)
    const params = { id: made.changeSetId ?? '' }
    const plan = await world.company.api.call(endpoints.undoChangeSet, { params, query: { dryRun: 'true' } })
    expect(plan).toEqual({ changeSetId: null, undone: 1, conflicts: [], problems: [] })
    await world.company.api.call(endpoints.getUser, { params: { id: made.user.id } })
  })
})

describe('a browser', () => {
  const foreign: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
  ]
  it.each(foreign)('of a foreign page cannot change anything: %j', async (headers) => {
    const { cookie } = await at.signedIn(world.company, world.company.adminId)
    const caller = at.as({ cookie })
    const problem = await caller.refused(endpoints.createUser, { body: newcomer, headers })
    expect([problem.status, problem.code]).toEqual([403, 'wrong_origin'])
    expect((await caller.refused(endpoints.signOut, { headers })).code).toBe('wrong_origin')
  })

  it('of our own page can', async () => {
    const { cookie } = await at.signedIn(world.company, world.company.adminId)
    const own: Record<string, string>[] = [{ 'sec-fetch-site': 'same-origin' }, { origin: at.house.config.publicUrl }]
    for (const headers of own) await at.as({ cookie }).createUser(newcomer, headers)
  })

  it('is told to guess no types, frame nothing and run nothing, in answers and refusals alike', async () => {
    for (const url of ['/api/v1/session', '/api/v1/users', '/api/v1/nothing', '/api/openapi.json']) {
      const { headers } = await at.inject({ method: 'GET', url })
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      })
    }
  })
})

it('describes itself in OpenAPI 3.1, every endpoint with its answer', async () => {
  const { body } = await at.inject({ method: 'GET', url: '/api/openapi.json' })
  const document = body as { openapi: string; paths: Record<string, Record<string, { responses: object }>> }
  expect(document.openapi).toBe('3.1.0')
  for (const { method, path, status } of Object.values(endpoints)) {
    const operation = document.paths[`/api/v1${path}`]?.[method.toLowerCase()]
    expect(Object.keys(operation?.responses ?? {}), `${method} ${path}`).toContain(String(status))
  }
})

it('leaves no error in the log', () => {
  expect(at.house.errors).toEqual([])
})
