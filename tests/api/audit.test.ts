import { beforeAll, describe, expect, it } from 'vitest'
import { type EndpointName, endpoints } from '../../contract/api/endpoints.ts'
import type { Id } from '../../contract/ids.ts'
import { apiOfThisFile, setupCode } from '../kit/api.ts'
import { anyEndpoint, endpointNames, makeWorld, password, recipes, setupSpec, type World, whoMay } from './recipes.ts'

const at = apiOfThisFile()
let world: World

// On an empty house, before there is a company.
beforeAll(async () => {
  const body = { code: setupCode, spec: setupSpec }
  const { tenant } = await at.nobody.call(endpoints.setUp, { body })
  const changes = await changesOf(tenant.id)
  expect(changes.map((change) => change.source)).toEqual(['setup'])
  world = await makeWorld(at)
})

const overAfterSetup: readonly EndpointName[] = ['setUp', 'checkSetupCode']
const after = endpointNames.filter((name) => !overAfterSetup.includes(name))
const effect = (wanted: string) => after.filter((name) => anyEndpoint[name].effect === wanted)

function changesOf(tenantId: Id) {
  return at.house.owner.selectFrom('change_set').selectAll().where('tenant_id', '=', tenantId).orderBy('id').execute()
}

async function carryOut(name: EndpointName) {
  const sent = await recipes[name](world)
  const before = await changesOf(world.company.tenantId)
  // Setting a password ends every session, so each endpoint of a person gets one of its own.
  const isPersonal = anyEndpoint[name].access === 'user'
  const caller = isPersonal ? await at.signedIn(world.company, world.userId) : whoMay(world, name)
  const answer = await caller.call(anyEndpoint[name], sent)
  const all = await changesOf(world.company.tenantId)
  return { answer, made: all.slice(before.length) }
}

describe('every endpoint that changes something', () => {
  it.each(effect('changes'))('%s leaves one change set that says who, how and what', async (name) => {
    const { made } = await carryOut(name)
    expect(made).toHaveLength(1)
    const [set] = made
    expect(set?.actor_name).not.toBe('')
    expect(set?.summary).toMatch(/^[a-z]+ .+/)
    expect(set?.source).toMatch(name === 'undoChangeSet' ? /^undo$/ : /^(?:api|console)$/)
    const changes = await at.house.owner
      .selectFrom('change')
      .selectAll()
      .where('change_set_id', '=', set?.id ?? '')
      .execute()
    expect(changes.length).toBe(set?.count)
    expect([...new Set(changes.map((one) => `${one.entity}.${one.operation}`))].sort()).toEqual(set?.kinds.toSorted())
    for (const change of changes) {
      expect(change.label).not.toBe('')
      expect(change.before ?? change.after).not.toBeNull()
    }
  })
})

describe('every other endpoint', () => {
  it.each([...effect('read'), ...effect('outside')])(
    '%s leaves none, and answers as the contract says',
    async (name) => {
      if (name === 'signOut' || name === 'signOutEverywhere') return expect(await signedOut(name)).toEqual([])
      expect((await carryOut(name)).made).toEqual([])
    },
  )

  it('calls only what reads by GET, and nothing that alters by GET', () => {
    const wrong = endpointNames.filter(
      (name) => anyEndpoint[name].method === 'GET' && anyEndpoint[name].effect !== 'read',
    )
    expect(wrong).toEqual([])
  })
})

async function signedOut(name: 'signOut' | 'signOutEverywhere') {
  const before = await changesOf(world.company.tenantId)
  const caller = await at.signedIn(world.company, world.userId)
  await caller.call(anyEndpoint[name])
  expect((await caller.refused(endpoints.getPhone)).code).toBe('not_signed_in')
  return (await changesOf(world.company.tenantId)).slice(before.length)
}

describe('history', () => {
  it('holds no secret', async () => {
    const api = world.company.api
    const { token } = await api.call(endpoints.createApiToken, { body: { name: 'secret' } })
    const device = await api.call(endpoints.addDevice, { params: { id: world.userId }, body: {} })
    const rows = await at.house.owner.selectFrom('change').selectAll().execute()
    const text = JSON.stringify(rows)
    for (const secret of [token, token.slice(8), device.password, password, 'ha1', 'secret_hash', 'argon2'])
      expect(text).not.toContain(secret)
  })

  it('cannot be altered or deleted by the application', async () => {
    const { tenantId } = world.company
    for (const table of ['change_set', 'change', 'access_event'] as const) {
      const remove = at.house.db.inTenant(tenantId, ({ db }) => db.deleteFrom(table).execute())
      await expect(remove).rejects.toThrow(/permission denied/)
    }
    const alter = at.house.db.inTenant(tenantId, ({ db }) => db.updateTable('change').set({ label: 'x' }).execute())
    await expect(alter).rejects.toThrow(/permission denied/)
  })

  it('says which change set came from which, and shows each once', async () => {
    const { api } = world.company
    const made = await api.createUser({ firstName: 'A', lastName: 'B', email: 'a@b.example', site: 'HQ' })
    const undo = await api.undo(made.changeSetId)
    const { items } = await api.call(endpoints.listChangeSets, { query: { limit: 2 } })
    expect(items.map((item) => [item.id, item.undoOf, item.undoneBy])).toEqual([
      [undo.changeSetId, made.changeSetId, null],
      [made.changeSetId, null, undo.changeSetId],
    ])
    expect(items[1]).toMatchObject({ canUndo: false, cannotUndoReason: 'This was already taken back.' })
    const ofUser = await api.call(endpoints.listChangeSets, { query: { entityId: made.user.id } })
    expect(ofUser.items).toHaveLength(2)
  })
})

it('leaves no error in the log', () => {
  expect(at.house.errors).toEqual([])
})
