import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { endpoints } from '../../contract/api/endpoints.ts'
import { type Id, newId } from '../../contract/ids.ts'
import { apiOfThisFile, urlOf } from '../kit/api.ts'
import { anyEndpoint, endpointNames, makeWorld, recipes, type World, whoMay } from './recipes.ts'
import { addUnusedNumbers } from './unused-numbers.ts'

const at = apiOfThisFile()
let acme: World
let zeta: World

beforeAll(async () => {
  acme = await makeWorld(at)
  zeta = await makeWorld(at)
})

const walled = endpointNames.filter((name) => anyEndpoint[name].access !== 'public')
const withIds = endpointNames.filter((name) => anyEndpoint[name].params !== undefined)
const forAdmins = endpointNames.filter((name) => ['admin', 'operator'].includes(anyEndpoint[name].access))
const forOperators = endpointNames.filter((name) => anyEndpoint[name].access === 'operator')

/** Everything that a company owns, as one text: equal texts, equal data. When somebody was last seen is left out. */
async function everythingOf(tenantId: Id): Promise<string> {
  const { rows: tables } = await sql<{ name: string; key: string }>`
    select c.relname as name, case when c.relname = 'tenant' then 'id' else 'tenant_id' end as key from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and (c.relname = 'tenant'
      or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id'))
    order by 1`.execute(at.house.owner)
  const texts: string[] = []
  for (const { name, key } of tables) {
    const { rows } = await sql<{ text: string }>`
      select (to_jsonb(t) - '{last_seen_at,last_used_at,expires_at}'::text[])::text as text from ${sql.table(name)} t
      where ${sql.ref(`t.${key}`)} = ${tenantId} order by 1`.execute(at.house.owner)
    texts.push(`${name}: ${rows.map((row) => row.text).join('\n')}`)
  }
  return texts.join('\n')
}

describe('without credentials', () => {
  it.each(walled)('%s answers 401', async (name) => {
    const sent = await recipes[name](acme)
    const before = await everythingOf(acme.company.tenantId)
    const problem = await at.nobody.refused(anyEndpoint[name], sent)
    expect([problem.status, problem.code]).toEqual([401, 'not_signed_in'])
    expect(await everythingOf(acme.company.tenantId)).toBe(before)
  })

  it.each(['offhook_', 'offhook_x', `offhook_${'A'.repeat(86)}`, 'x'])(
    'a token like “%s” answers 401',
    async (token) => {
      const problem = await at.as({ authorization: `Bearer ${token}` }).refused(endpoints.listUsers)
      expect([problem.status, problem.code]).toEqual([401, 'token_invalid'])
    },
  )

  it('live events answer 401', async () => {
    expect((await at.inject({ method: 'GET', url: '/api/v1/events' })).status).toBe(401)
  })
})

describe('somebody who is no administrator', () => {
  it.each(forAdmins)('is refused %s with 403', async (name) => {
    const sent = await recipes[name](acme)
    const before = await everythingOf(acme.company.tenantId)
    const problem = await acme.user.refused(anyEndpoint[name], sent)
    expect([problem.status, problem.code]).toEqual([403, 'forbidden'])
    expect(await everythingOf(acme.company.tenantId)).toBe(before)
  })
})

describe('an API token of a company', () => {
  it.each(forOperators)('is refused the operators’ %s with 403', async (name) => {
    const problem = await acme.company.api.refused(anyEndpoint[name], await recipes[name](acme))
    expect([problem.status, problem.code]).toEqual([403, 'forbidden'])
  })

  it('is refused once it was revoked', async () => {
    const made = await acme.company.api.call(endpoints.createApiToken, { body: { name: 'short-lived' } })
    const caller = at.as({ authorization: `Bearer ${made.token}` })
    await caller.call(endpoints.getTenant)
    await acme.company.api.call(endpoints.revokeApiToken, { params: { id: made.id } })
    expect((await caller.refused(endpoints.getTenant)).code).toBe('token_invalid')
  })
})

describe('the administrator of a further company', () => {
  it.each(forOperators)('is a customer, and refused the operators’ %s with 403', async (name) => {
    const further = await at.company({ isOperator: false })
    const founder = await at.signedIn(further, further.adminId)
    const problem = await founder.refused(anyEndpoint[name], await recipes[name](acme))
    expect([problem.status, problem.code]).toEqual([403, 'forbidden'])
  })
})

describe('with ids of another company', () => {
  it.each(withIds)('%s answers 404 and does nothing', async (name) => {
    const sent = await recipes[name](acme)
    const before = await everythingOf(acme.company.tenantId)
    const problem = await whoMay(zeta, name).refused(anyEndpoint[name], sent)
    expect([problem.status, problem.code]).toEqual([404, 'not_found'])
    expect(await everythingOf(acme.company.tenantId)).toBe(before)
  })

  it.each(withIds)('%s answers 404 for an id that nobody has', async (name) => {
    const params = Object.fromEntries(
      [...anyEndpoint[name].path.matchAll(/\{(\w+)\}/g)].map(([, key]) => [key, newId()]),
    )
    const { body } = await recipes[name](zeta)
    const problem = await whoMay(zeta, name).refused(anyEndpoint[name], { params, ...(body ? { body } : {}) })
    expect(problem.status).toBe(404)
  })

  it('a person cannot be put on another company’s site, licence or number', async () => {
    const [license] = (await acme.company.api.call(endpoints.listLicenses)).items
    const [number = ''] = await addUnusedNumbers(acme.company, ['+14155559999'])
    const spec = {
      firstName: 'Eve',
      lastName: 'Evil',
      email: 'eve@zeta.example',
      site: 'HQ',
      extension: 'auto' as const,
    }
    const refused = async (more: object) =>
      (await zeta.company.api.refused(endpoints.createUser, { body: { ...spec, ...more } })).code
    expect(await refused({ site: acme.company.siteId })).toBe('site_unknown')
    expect(await refused({ license: license?.id })).toBe('license_unknown')
    expect(await refused({ license: 'Standard', numbers: [number] })).toBe('number_unknown')
    const release = await zeta.company.api.refused(endpoints.releaseNumbers, { body: { numbers: [number] } })
    expect(release.code).toBe('still_in_use')
    const claim = await zeta.company.api.refused(endpoints.claimNumbers, { body: { numbers: [number] } })
    expect(claim.code).toBe('number_not_in_stock')
  })

  it.each(endpointNames.filter((name) => anyEndpoint[name].method === 'GET'))(
    '%s shows nothing of the other',
    async (name) => {
      const secretName = 'Xanthippe'
      await acme.company.api.createUser({ firstName: secretName, lastName: 'O', email: 'x@acme.example', site: 'HQ' })
      const { params, query } = await recipes[name](zeta)
      const { body } = await whoMay(zeta, name).send(anyEndpoint[name], { params, query: { ...query } })
      const text = JSON.stringify(body)
      if (name !== 'listTenants') expect(text).not.toContain(acme.company.tenantId)
      for (const theirs of [secretName, acme.company.siteId, acme.userId, acme.company.adminId])
        expect(text).not.toContain(theirs)
    },
  )

  it('two companies may have the same usernames and extensions', async () => {
    const [one, other] = await Promise.all(
      [acme, zeta].map(({ company }) =>
        company.api.createUser({
          firstName: 'T',
          lastName: 'W',
          email: 'e@x.example',
          site: 'HQ',
          username: 'twin',
          license: 'Standard',
          extension: '1777',
        }),
      ),
    )
    expect(one?.user.extension).toBe(other?.user.extension)
  })
})

it('answers no endpoint that the contract does not know', async () => {
  for (const path of ['/operator', '/users/x/secret', '/tenants', '/admin']) {
    const { status } = await acme.company.api.send({ ...endpoints.listUsers, path } as typeof endpoints.listUsers)
    expect(status).toBe(404)
  }
  expect(urlOf('/users/{id}', { id: '../tenant' }, {})).toBe('/api/v1/users/..%2Ftenant')
})

it('leaves no error in the log', () => {
  expect(at.house.errors).toEqual([])
})
