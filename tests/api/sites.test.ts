import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { UndoAnswer } from '../../contract/api/change-sets.ts'
import { endpoints } from '../../contract/api/endpoints.ts'
import { Id } from '../../contract/ids.ts'
import { type ApiCompany, apiOfThisFile } from '../kit/api.ts'

const at = apiOfThisFile()
const maya = { firstName: 'Maya', lastName: 'Ortiz', email: 'maya@acme.example' }
const address = { line1: '12 rue de la Paix', line2: '', city: 'Paris', state: '', postalCode: '75002', country: 'FR' }
const paris = { name: 'Paris', country: 'FR', language: 'fr-FR', timeZone: 'Europe/Paris', address }

async function addParis({ api }: ApiCompany, more: object = {}): Promise<Id> {
  const body = { ...paris, extensions: { from: '2001', to: '2999' }, ...more }
  return (await api.call(endpoints.createSite, { body })).site.id
}

async function siteOf({ api }: ApiCompany, userId: Id): Promise<unknown> {
  return (await api.call(endpoints.getUser, { params: { id: userId } })).site
}

async function takeBack({ api }: ApiCompany, id: Id | null) {
  return UndoAnswer.parse(await api.call(endpoints.undoChangeSet, { params: { id: id ?? '' } }))
}

describe('a site that is deleted', () => {
  /** Paris with somebody who works there and somebody who left it. */
  async function peopled() {
    const acme = await at.company({ licenses: { Standard: 5 } })
    const site = await addParis(acme)
    const [stays, left] = [
      (await acme.api.createUser({ ...maya, site: 'Paris', license: 'Standard', extension: 'auto' })).user,
      (await acme.api.createUser({ ...maya, firstName: 'Leo', site })).user,
    ]
    await acme.api.call(endpoints.deleteUser, { params: { id: left.id } })
    return { acme, site, stays, left }
  }

  it('names who belongs to it, the recycle bin included, and stays until they move', async () => {
    const { acme, site } = await peopled()
    const dependents = await acme.api.call(endpoints.getSiteDependents, { params: { id: site } })
    expect(dependents).toMatchObject({
      people: { count: 1, first: [{ name: 'Maya Ortiz' }] },
      leavers: { count: 1, first: [{ name: 'Leo Ortiz' }] },
      refusal: null,
    })
    const refused = await acme.api.refused(endpoints.deleteSite, { params: { id: site } })
    expect([refused.code, refused.detail]).toEqual([
      'still_in_use',
      '1 person and 1 in the recycle bin belong to Paris. Move them to another site first (movePeopleTo does both at once).',
    ])
  })

  it('goes in one step with its people moved, who keep their extensions, and comes back with all of them', async () => {
    const { acme, site, stays, left } = await peopled()
    const ask = { params: { id: site }, query: { movePeopleTo: acme.siteId } }
    const deletion = z.object({ changeSetId: Id.nullable(), moved: z.int() })
    const preview = await acme.api.call(endpoints.deleteSite, { ...ask, query: { ...ask.query, dryRun: 'true' } })
    expect(preview).toEqual({ changeSetId: null, moved: 2 })
    const gone = deletion.parse(await acme.api.call(endpoints.deleteSite, ask))
    expect(gone.moved).toBe(2)
    expect((await acme.api.call(endpoints.listSites)).items.map(({ name }) => name)).toEqual(['HQ'])
    expect(await siteOf(acme, stays.id)).toMatchObject({ name: 'HQ' })
    expect((await acme.api.updateUser(left.id, { state: 'active' })).user.site).toMatchObject({ name: 'HQ' })
    await acme.api.call(endpoints.deleteUser, { params: { id: left.id } })
    const back = await takeBack(acme, gone.changeSetId)
    expect([back.undone, back.conflicts]).toEqual([3, []])
    const sites = (await acme.api.call(endpoints.listSites)).items
    expect(sites.map(({ name, users, leavers }) => [name, users, leavers])).toEqual([
      ['HQ', 1, 0],
      ['Paris', 1, 1],
    ])
    expect(await siteOf(acme, stays.id)).toMatchObject({ id: site })
    const { user } = await acme.api.updateUser(stays.id, { jobTitle: 'Chef' })
    expect(user.extension).toBe(stays.extension)
  })

  it('goes when only leavers belonged to it, who can still be restored', async () => {
    const { acme, site, stays, left } = await peopled()
    await acme.api.updateUser(stays.id, { site: 'HQ' })
    expect((await acme.api.refused(endpoints.deleteSite, { params: { id: site } })).detail).toMatch(
      /^1 person in the recycle bin belongs to Paris/,
    )
    await acme.api.call(endpoints.deleteSite, { params: { id: site }, query: { movePeopleTo: acme.siteId } })
    expect((await acme.api.updateUser(left.id, { state: 'active' })).user.site).toMatchObject({ name: 'HQ' })
  })
})

describe('a site that is changed', () => {
  it('by many at once, each another field and without If-Match, keeps every change', async () => {
    const acme = await at.company()
    const params = { id: acme.siteId }
    const patches = [
      { name: 'Head office' },
      { timeZone: 'Europe/Berlin' },
      { language: 'de-DE' },
      { emergencyContacts: ['desk@acme.example'] },
      { extensionPolicy: 'numberEnd' as const },
      { extensions: { from: '1000', to: '2999' } },
    ]
    const answers = await Promise.all(patches.map((body) => acme.api.send(endpoints.updateSite, { params, body })))
    expect(answers.map(({ status }) => status)).toEqual(patches.map(() => 200))
    expect(await acme.api.call(endpoints.getSite, { params })).toMatchObject(Object.assign({}, ...patches))
    const stale = await acme.api.refused(endpoints.updateSite, {
      params,
      body: { name: 'HQ' },
      headers: { 'if-match': '"1"' },
    })
    expect(stale.code).toBe('version_conflict')
  })

  it('in its name keeps its people, and the new name is understood at once', async () => {
    const acme = await at.company({ licenses: { Standard: 5 } })
    const { user } = await acme.api.createUser({ ...maya, site: 'HQ' })
    await acme.api.call(endpoints.updateSite, { params: { id: acme.siteId }, body: { name: 'Head office' } })
    expect(await siteOf(acme, user.id)).toEqual({ id: acme.siteId, name: 'Head office' })
    const next = await acme.api.createUser({ ...maya, site: 'head OFFICE' })
    expect(next.user.site).toEqual({ id: acme.siteId, name: 'Head office' })
    const plan = await acme.api.planUser({ ...maya, site: 'HQ' })
    expect(plan.rows[0]?.problems[0]?.code).toBe('site_unknown')
  })

  it('is put back field by field, its main number too', async () => {
    const acme = await at.company({ numbers: '+14155558001,+14155558002' })
    const params = { id: acme.siteId }
    const { changeSetId } = await acme.api.call(endpoints.updateSite, {
      params,
      body: { mainNumber: '+14155558001', callerId: 'main', emergencyContacts: ['desk@acme.example'] },
    })
    await acme.api.call(endpoints.updateSite, { params, body: { name: 'Head office' } })
    const { undone, conflicts } = await takeBack(acme, changeSetId)
    expect([undone, conflicts]).toEqual([1, []])
    expect(await acme.api.call(endpoints.getSite, { params })).toMatchObject({
      name: 'Head office',
      mainNumber: null,
      callerId: 'own',
      emergencyContacts: [],
    })
  })
})

describe('a main number', () => {
  it('is one the company holds, is released by nobody, and chosen for nobody', async () => {
    const acme = await at.company({ licenses: { Standard: 5 }, numbers: '+14155558011,+14155558012' })
    const params = { id: acme.siteId }
    const refused = (body: object) => acme.api.refused(endpoints.updateSite, { params, body })
    expect((await refused({ mainNumber: '+14155558999' })).errors).toMatchObject([
      { field: '/mainNumber', code: 'number_unknown' },
    ])
    expect((await refused({ callerId: 'main' })).errors).toMatchObject([{ field: '/mainNumber' }])
    await acme.api.call(endpoints.updateSite, { params, body: { mainNumber: '+14155558011' } })
    const { user } = await acme.api.createUser({
      ...maya,
      site: 'HQ',
      license: 'Standard',
      extension: 'auto',
      numbers: ['auto'],
    })
    expect(user.numbers.map(({ e164 }) => e164)).toEqual(['+14155558012'])
    const release = await acme.api.send(endpoints.releaseNumbers, { body: { numbers: ['+14155558011'] } })
    expect(release.status).toBeGreaterThanOrEqual(400)
    expect((await acme.api.call(endpoints.getSite, { params })).mainNumber).toBe('+14155558011')
  })
})

it('adds every extension of a range up, whatever becomes of it', async () => {
  const acme = await at.company({ licenses: { Standard: 20 }, extensions: { from: '1100', to: '1199' } })
  const reservedExtensions = [{ from: '1190', to: '1250', reason: 'Lifts' }]
  await acme.api.call(endpoints.updateTenant, { body: { reservedExtensions } })
  const made = []
  for (const extension of ['1105', '1106', 'auto', 'auto'] as const)
    made.push((await acme.api.createUser({ ...maya, site: 'HQ', license: 'Standard', extension })).user)
  await acme.api.createUser({ ...maya, site: 'HQ', license: 'Standard', extension: '3000' })
  await acme.api.call(endpoints.deleteUser, { params: { id: made[3]?.id ?? '' } })
  const overview = () => acme.api.call(endpoints.getSiteExtensions, { params: { id: acme.siteId } })
  // 1190 to 1199 are kept back; with a site in France, 112x and 114x are too close to its emergency numbers.
  expect(await overview()).toMatchObject({
    size: 100,
    used: 3,
    free: 86,
    resting: { count: 1, items: [{ number: made[3]?.extension, userName: 'Maya Ortiz' }] },
    blocked: { count: 10, items: [{ from: '1190', to: '1250', reason: 'Lifts', by: 'company' }] },
    outside: 1,
  })
  await addParis(acme)
  const withFrance = await overview()
  expect([withFrance.blocked.count, withFrance.free]).toEqual([30, 66])
  const total = withFrance.used + withFrance.free + withFrance.resting.count + withFrance.blocked.count
  expect(total).toBe(withFrance.size)
})

describe('an extension that somebody gave up', () => {
  it('is chosen for nobody until its rest is over, may be named, and goes back to whoever had it', async () => {
    const acme = await at.company({ licenses: { Standard: 9 }, extensions: { from: '1000', to: '1002' } })
    const reached = { ...maya, site: 'HQ', license: 'Standard' }
    const { user } = await acme.api.createUser({ ...reached, extension: '1002' })
    await acme.api.call(endpoints.deleteUser, { params: { id: user.id } })
    const suggested = async () =>
      (await acme.api.call(endpoints.suggestExtension, { params: { id: acme.siteId } })).extensions
    expect(await suggested()).toEqual(['1000', '1001'])
    const warned = await acme.api.createUser({ ...reached, extension: '1002' })
    expect(warned.warnings.map(({ code, message }) => [code, /Maya Ortiz had it/.test(message)])).toEqual([
      ['extension_resting', true],
    ])
    // Renumbered, it rests after its last owner.
    await acme.api.updateUser(warned.user.id, { extension: '1000' })
    expect(await suggested()).toEqual(['1001'])
    const again = await acme.api.updateUser(warned.user.id, { extension: '1002' })
    expect(again.warnings).toEqual([])
    await acme.api.updateUser(warned.user.id, { extension: '1001' })
    await acme.api.call(endpoints.updateTenant, { body: { extensionRestDays: 0 } })
    expect(await suggested()).toEqual(['1000', '1002'])
  })

  it('need not rest when its giving is taken back', async () => {
    const acme = await at.company({ licenses: { Standard: 9 }, extensions: { from: '1000', to: '1000' } })
    const reached = { ...maya, site: 'HQ', license: 'Standard', extension: 'auto' as const }
    const { changeSetId } = await acme.api.createUser(reached)
    await takeBack(acme, changeSetId)
    expect((await acme.api.createUser(reached)).user.extension).toBe('1000')
  })

  it('is known by the id of who had it, and by nothing once they are gone for good', async () => {
    const acme = await at.company({ licenses: { Standard: 9 } })
    const { user } = await acme.api.createUser({ ...maya, site: 'HQ', license: 'Standard', extension: '1500' })
    await acme.api.call(endpoints.deleteUser, { params: { id: user.id } })
    await sql`delete from search_token where user_id = ${user.id}`.execute(at.house.owner)
    await sql`delete from app_user where tenant_id = ${acme.tenantId} and id = ${user.id}`.execute(at.house.owner)
    const plan = await acme.api.planUser({ ...maya, site: 'HQ', extension: '1500' })
    const said = plan.rows[0]?.problems.find(({ code }) => code === 'extension_resting')
    expect(said?.message).toMatch(/somebody who has left had it/)
  })
})

it('follows a person who gets another extension: who forwards to them reaches them there', async () => {
  const acme = await at.company({ licenses: { Standard: 9 } })
  const reached = { site: 'HQ', license: 'Standard', extension: 'auto' as const }
  const { user: bob } = await acme.api.createUser({ ...maya, firstName: 'Bob', ...reached })
  const always = { kind: 'ring' as const, targets: [{ kind: 'user' as const, userId: bob.id }] }
  const { user: ann } = await acme.api.createUser({
    ...maya,
    firstName: 'Ann',
    ...reached,
    services: { forwarding: { always: { ...always, order: 'together', secondsEach: 20 } } },
  })
  await acme.api.updateUser(bob.id, { extension: '1777' })
  const { services } = await acme.api.call(endpoints.getUser, { params: { id: ann.id } })
  expect(services.forwarding.always).toMatchObject(always)
  const { rows } = await sql<{ number: string }>`
    select e.number from service_target t join extension e on e.tenant_id = t.tenant_id and e.user_id::text = t.target
    where t.tenant_id = ${acme.tenantId} and t.user_id = ${ann.id}`.execute(at.house.owner)
  expect(rows).toEqual([{ number: '1777' }])
})
