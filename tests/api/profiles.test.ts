import { describe, expect, it } from 'vitest'
import { BulkPlan } from '../../contract/api/bulk-edit.ts'
import { UndoAnswer } from '../../contract/api/change-sets.ts'
import { endpoints } from '../../contract/api/endpoints.ts'
import { ProfileDeleted, type ProfileSpec } from '../../contract/api/profiles.ts'
import { TaskStarted } from '../../contract/api/tasks.ts'
import type { Id } from '../../contract/ids.ts'
import type { UserSpec } from '../../contract/user-spec.ts'
import { createWorkers } from '../../server/jobs/workers.ts'
import { taskJobs } from '../../server/tasks/task-jobs.ts'
import { type ApiCompany, apiOfThisFile, type Received } from '../kit/api.ts'
import { createMany } from './create-many.ts'

const at = apiOfThisFile()

const maya = (more: UserSpec = {}): UserSpec => ({
  firstName: 'Maya',
  lastName: 'Ortiz',
  email: 'maya@acme.example',
  site: 'HQ',
  ...more,
})

const full = {
  license: 'Standard',
  extension: 'auto' as const,
  services: { calling: { plan: 'emergencyOnly' as const } },
}

async function profileIn({ api }: ApiCompany, spec: Partial<ProfileSpec> = {}) {
  const body = { name: 'Sales', defaults: full, ...spec }
  return (await api.call(endpoints.createProfile, { body })).profile
}

const userIn = async ({ api }: ApiCompany, id: Id) => api.call(endpoints.getUser, { params: { id } })
const profilesOf = async ({ api }: ApiCompany) => (await api.call(endpoints.listProfiles)).items

async function applied({ api }: ApiCompany, id: Id, body: object) {
  const answer = await api.call(endpoints.applyProfile, { params: { id }, body: body as { all: true } })
  if (!('leftOutCount' in answer)) throw new Error('Few people are changed at once.')
  return answer
}

async function planned({ api }: ApiCompany, id: Id, body: object) {
  const query = { dryRun: 'true' }
  return BulkPlan.parse(await api.call(endpoints.applyProfile, { params: { id }, query, body: body as { all: true } }))
}

async function undone({ api }: ApiCompany, id: Id | null) {
  return UndoAnswer.parse(await api.call(endpoints.undoChangeSet, { params: { id: id ?? '' } }))
}

describe('a new company', () => {
  it('has one profile, the default, which gives and locks nothing', async () => {
    const company = await at.company()
    expect(await profilesOf(company)).toMatchObject([
      { name: 'Standard', isDefault: true, defaults: {}, locks: [], people: 1, differing: 0 },
    ])
    const { user } = await company.api.createUser(maya())
    expect(user).toMatchObject({ profile: { name: 'Standard' }, license: null, extension: null, locks: [] })
  })
})

describe('creation', () => {
  it('gives a working user to a program that names but a person, once the default profile says so', async () => {
    const company = await at.company()
    const sales = await profileIn(company, { isDefault: true })
    const { user } = await company.api.createUser(maya())
    expect(user).toMatchObject({
      profile: { id: sales.id, name: 'Sales' },
      license: { name: 'Standard' },
      extension: '1000',
      services: { calling: { plan: 'emergencyOnly' } },
    })
    expect(user.fromProfile.toSorted()).toEqual(['extension', 'license', 'services.calling.plan'])
  })

  it('takes the profile of the spec before that of the site, and that before the default', async () => {
    const company = await at.company()
    const desk = await profileIn(company, { name: 'Desk', defaults: { devices: ['desk'] } })
    const lab = await profileIn(company, { name: 'Lab', defaults: { devices: ['web'] } })
    const params = { id: company.siteId }
    const { site } = await company.api.call(endpoints.updateSite, { params, body: { profile: 'desk' } })
    expect(site.profile).toBe(desk.id)
    expect((await company.api.createUser(maya())).user).toMatchObject({ profile: { id: desk.id }, devices: ['desk'] })
    expect((await company.api.createUser(maya({ profile: 'LAB' }))).user.profile?.id).toBe(lab.id)
    expect((await company.api.createUser(maya({ profile: null }))).user.profile).toBeNull()
    expect((await company.api.createUser(maya({ devices: [] }))).user.devices).toEqual([])
  })

  it('is refused for want of a licence of the profile, with the usual repairs', async () => {
    const company = await at.company({ licenses: { Standard: 0, Lobby: 5 } })
    await profileIn(company, { isDefault: true })
    const problem = await company.api.refused(endpoints.createUser, { body: maya() })
    expect(problem.code).toBe('license_pool_empty')
    expect(problem.errors[0]?.fixes.map(({ label }) => label)).toEqual(['Use Lobby (5 left)', 'Save without a licence'])
  })

  it('chooses extension and number from the profile’s own range and pool', async () => {
    const company = await at.company({ numbers: '+14155550100, +12125550100, +12125550101' })
    const spec = { numberPool: { country: 'US', prefix: '+1212' }, extensions: { from: '7000', to: '7009' } }
    await profileIn(company, { defaults: { ...full, numbers: ['auto'] }, ...spec })
    const { user, warnings } = await company.api.createUser(maya({ profile: 'Sales' }))
    expect([user.extension, user.numbers.map(({ e164 }) => e164)]).toEqual(['7000', ['+12125550100']])
    expect(warnings).toEqual([])
    const { rows } = await company.api.planUser(maya({ profile: 'Sales', numbers: ['auto', 'auto'] }))
    expect(rows[0]?.problems.map(({ code, message }) => [code, message])).toEqual([
      [
        'number_none_free',
        'No free number is left for the profile Sales (+1212). Claim more, or save without a number.',
      ],
    ])
  })
})

describe('a lock', () => {
  it('refuses another value by hand, for a new person and for one who is there', async () => {
    const company = await at.company()
    await profileIn(company, { locks: ['license', 'services.calling'] })
    const wish = { profile: 'Sales', license: 'Lobby' }
    const problem = await company.api.refused(endpoints.createUser, { body: maya(wish) })
    expect([problem.code, problem.errors[0]?.field]).toEqual(['locked_by_profile', '/license'])
    expect(problem.errors[0]?.fixes.map(({ label }) => label)).toEqual([
      'Take the profile’s value',
      'Take Maya off the profile',
    ])
    const { user } = await company.api.createUser(maya({ profile: 'Sales' }))
    expect(user.locks).toEqual(['license', 'services.calling'])
    const params = { id: user.id }
    const body = { services: { calling: { premium: true } } }
    const refused = await company.api.refused(endpoints.updateUser, { params, body })
    expect(refused.errors.map(({ field }) => field)).toEqual(['/services/calling/premium'])
    const { set = {} } = refused.errors[0]?.fixes[1] ?? {}
    expect((await company.api.updateUser(user.id, { ...body, ...set })).user).toMatchObject({
      profile: null,
      license: { name: 'Standard' },
      services: { calling: { premium: true, plan: 'emergencyOnly' } },
    })
  })

  it('holds for whoever gets the profile, who keeps all else', async () => {
    const company = await at.company()
    await profileIn(company, { locks: ['services.calling'] })
    const { user } = await company.api.createUser(maya({ jobTitle: 'Boss', services: { calling: { premium: true } } }))
    const moved = await company.api.updateUser(user.id, { profile: 'Sales' })
    expect(moved.user).toMatchObject({
      jobTitle: 'Boss',
      license: null,
      services: { calling: { plan: 'emergencyOnly', premium: false } },
    })
    await undone(company, moved.changeSetId)
    expect((await userIn(company, user.id)).services.calling).toMatchObject({ plan: 'domestic', premium: true })
  })

  it('that is new counts who differs, and who is given it follows', async () => {
    const company = await at.company()
    const sales = await profileIn(company)
    const { user } = await company.api.createUser(maya({ profile: 'Sales', devices: ['desk'] }))
    const params = { id: sales.id }
    const { profile } = await company.api.call(endpoints.updateProfile, { params, body: { locks: ['devices'] } })
    expect([profile.people, profile.differing]).toEqual([1, 1])
    expect((await userIn(company, user.id)).devices).toEqual(['desk'])
    expect((await planned(company, sales.id, { all: true })).totals).toMatchObject({ changed: 1, refused: 0 })
    const done = await applied(company, sales.id, { all: true })
    expect((await userIn(company, user.id)).devices).toEqual(['web', 'desktop', 'mobile'])
    expect((await profilesOf(company)).find(({ id }) => id === sales.id)?.differing).toBe(0)
    expect((await applied(company, sales.id, { all: true })).changeSetId).toBeNull()
    await undone(company, done.changeSetId)
    expect((await userIn(company, user.id)).devices).toEqual(['desk'])
  })
})

it('with locked phones refuses a phone that is added by hand', async () => {
  const company = await at.company()
  await profileIn(company, { locks: ['devices'] })
  const { user } = await company.api.createUser(maya({ profile: 'Sales' }))
  const params = { id: user.id }
  expect((await company.api.refused(endpoints.addDevice, { params, body: {} })).code).toBe('locked_by_profile')
  await company.api.updateUser(user.id, { profile: null })
  await company.api.call(endpoints.addDevice, { params, body: {} })
  expect((await userIn(company, user.id)).devices).toContain('desk')
})

describe('applying a profile again', () => {
  it('changes what came from it, keeps what was set by hand, and overwrites that only when told to', async () => {
    const company = await at.company()
    const sales = await profileIn(company)
    const [bound, free] = await Promise.all([
      company.api.createUser(maya({ profile: 'Sales' })),
      company.api.createUser(maya({ profile: 'Sales', services: { calling: { plan: 'domestic' } } })),
    ])
    const body = { defaults: { ...full, services: { calling: { plan: 'domestic' as const, premium: true } } } }
    await company.api.call(endpoints.updateProfile, { params: { id: sales.id }, body })
    const callingOf = async () => {
      const users = await Promise.all([userIn(company, bound.user.id), userIn(company, free.user.id)])
      return users.map(({ services: { calling } }) => [calling.plan, calling.premium])
    }
    expect(await callingOf()).toEqual([
      ['emergencyOnly', false],
      ['domestic', false],
    ])
    await applied(company, sales.id, { all: true })
    expect(await callingOf()).toEqual([
      ['domestic', true],
      ['domestic', true],
    ])
    await company.api.updateUser(free.user.id, { services: { calling: { premium: false } } })
    expect((await applied(company, sales.id, { all: true })).changed).toBe(0)
    const done = await applied(company, sales.id, { all: true, overwrite: true })
    expect([done.changed, await callingOf()]).toEqual([
      1,
      [
        ['domestic', true],
        ['domestic', true],
      ],
    ])
    // An undo gives back that somebody set it by hand, too.
    await undone(company, done.changeSetId)
    expect((await applied(company, sales.id, { all: true })).changed).toBe(0)
  })

  it('puts those who are named on it, and names who cannot be', async () => {
    const company = await at.company({ licenses: { Standard: 1 } })
    const sales = await profileIn(company)
    const made = [await company.api.createUser(maya()), await company.api.createUser(maya())]
    const userIds = made.map(({ user }) => user.id)
    const plan = await planned(company, sales.id, { userIds })
    expect(plan.totals).toMatchObject({ users: 2, changed: 1, refused: 1 })
    expect(plan.problems).toMatchObject([{ code: 'license_pool_empty', count: 1 }])
    const done = await applied(company, sales.id, { userIds, fingerprint: plan.fingerprint })
    expect([done.changed, done.leftOut.map(({ label }) => label)]).toEqual([1, ['Maya Ortiz']])
    expect((await profilesOf(company)).find(({ id }) => id === sales.id)?.people).toBe(1)
  })
})

describe('the default', () => {
  it('is one, however many are made it at once', async () => {
    const company = await at.company()
    const made = await Promise.all(['A', 'B', 'C', 'D'].map((name) => profileIn(company, { name })))
    await Promise.all(
      made.map(({ id }) => company.api.call(endpoints.updateProfile, { params: { id }, body: { isDefault: true } })),
    )
    const holders = (await profilesOf(company)).filter(({ isDefault }) => isDefault)
    expect(holders).toHaveLength(1)
    expect(holders[0]?.name).toMatch(/^[A-D]$/)
  })

  it('goes back with an undo, unless another is it by now', async () => {
    const company = await at.company()
    const sales = await profileIn(company)
    const params = { id: sales.id }
    const first = await company.api.call(endpoints.updateProfile, { params, body: { isDefault: true } })
    await undone(company, first.changeSetId)
    const nameOfDefault = async () => (await profilesOf(company)).find(({ isDefault }) => isDefault)?.name
    expect(await nameOfDefault()).toBe('Standard')
    const second = await company.api.call(endpoints.updateProfile, { params, body: { isDefault: true } })
    await profileIn(company, { name: 'New', isDefault: true })
    const refused = await company.api.refused(endpoints.undoChangeSet, { params: { id: second.changeSetId ?? '' } })
    expect([refused.code, await nameOfDefault()]).toEqual(['undo_conflict', 'New'])
  })

  it('cannot be deleted or given up, only handed on', async () => {
    const company = await at.company()
    const [standard] = await profilesOf(company)
    const params = { id: standard?.id ?? '' }
    expect((await company.api.refused(endpoints.deleteProfile, { params })).code).toBe('default_profile_needed')
    const body = { isDefault: false }
    expect((await company.api.refused(endpoints.updateProfile, { params, body })).code).toBe('default_profile_needed')
  })
})

describe('deleting a profile', () => {
  it('counts who has it, leaves them what they have, and comes back whole with an undo', async () => {
    const company = await at.company()
    const sales = await profileIn(company, { locks: ['license'] })
    const { user } = await company.api.createUser(maya({ profile: 'Sales' }))
    const site = { id: company.siteId }
    await company.api.call(endpoints.updateSite, { params: site, body: { profile: sales.id } })
    const params = { id: sales.id }
    const said = { people: 1, sites: [{ id: company.siteId, name: 'HQ' }] }
    const before = await profilesOf(company)
    expect(await company.api.call(endpoints.deleteProfile, { params, query: { dryRun: 'true' } })).toEqual({
      changeSetId: null,
      ...said,
    })
    const gone = ProfileDeleted.parse(await company.api.call(endpoints.deleteProfile, { params }))
    expect(gone).toMatchObject(said)
    expect(await userIn(company, user.id)).toMatchObject({
      profile: null,
      license: { name: 'Standard' },
      extension: '1000',
    })
    expect((await company.api.call(endpoints.getSite, { params: site })).profile).toBeNull()
    const back = await undone(company, gone.changeSetId)
    expect(back.conflicts).toEqual([])
    expect((await userIn(company, user.id)).profile).toEqual({ id: sales.id, name: 'Sales' })
    expect((await company.api.call(endpoints.getSite, { params: site })).profile).toBe(sales.id)
    expect(await profilesOf(company)).toEqual(before.map((one) => ({ ...one, version: expect.any(Number) })))
    const again = await undone(company, back.changeSetId)
    expect(again.conflicts).toEqual([])
    expect((await userIn(company, user.id)).profile).toBeNull()
  })

  it('is what an undo of its creation does, unless people have it by now', async () => {
    const company = await at.company()
    const made = await company.api.call(endpoints.createProfile, { body: { name: 'Used' } })
    await company.api.createUser(maya({ profile: 'Used' }))
    const refused = await company.api.refused(endpoints.undoChangeSet, { params: { id: made.changeSetId ?? '' } })
    expect(refused.detail).toBe('1 person has the profile Used now, so it stays.')
    const unused = await company.api.call(endpoints.createProfile, { body: { name: 'Unused', isDefault: true } })
    await undone(company, unused.changeSetId)
    expect((await profilesOf(company)).map(({ name, isDefault }) => [name, isDefault])).toEqual([
      ['Standard', true],
      ['Used', false],
    ])
  })
})

describe('a profile of more than 500 people', () => {
  it('is applied and deleted as a task, each of which can be undone', async () => {
    const company = await at.company()
    const sales = await profileIn(company, { defaults: { devices: ['web'] } })
    await createMany(company, 501, { profile: sales.id })
    const params = { id: sales.id }
    await company.api.call(endpoints.updateProfile, { params, body: { defaults: { devices: ['mobile'] } } })
    expect((await planned(company, sales.id, { all: true })).totals.changed).toBe(501)
    const workers = createWorkers(at.house, taskJobs(at.house))
    workers.start()
    try {
      const done = async (received: Received) => {
        expect(received.status).toBe(202)
        const { taskId: id } = TaskStarted.parse(received.body)
        const task = () => company.api.call(endpoints.getTask, { params: { id } })
        await expect.poll(async () => (await task()).state, { timeout: 30_000 }).toBe('done')
        return task()
      }
      const apply = await done(await company.api.send(endpoints.applyProfile, { params, body: { all: true } }))
      expect(apply).toMatchObject({ title: 'apply the profile Sales to 501 users', canUndo: true })
      expect(apply.result).toMatchObject({ changed: 501, leftOutCount: 0 })
      expect((await planned(company, sales.id, { all: true })).totals).toMatchObject({ changed: 0, unchanged: 501 })
      const gone = await done(await company.api.send(endpoints.deleteProfile, { params }))
      expect(gone).toMatchObject({ title: 'delete the profile Sales, which 501 users have', canUndo: true })
      const back = { params: { id: gone.changeSetId ?? '' } }
      await done(await company.api.send(endpoints.undoChangeSet, back))
      expect((await company.api.call(endpoints.getProfile, { params })).people).toBe(501)
    } finally {
      await workers.stop()
    }
  })
})

it('goes back to what it was, field by field', async () => {
  const company = await at.company()
  const sales = await profileIn(company)
  const params = { id: sales.id }
  const more = { ...full, license: 'Lobby', devices: ['web' as const] }
  const changed = await company.api.call(endpoints.updateProfile, {
    params,
    body: { defaults: more, locks: ['devices'] },
  })
  await company.api.call(endpoints.updateProfile, { params, body: { name: 'Vente' } })
  await undone(company, changed.changeSetId)
  const { version: _version, ...after } = await company.api.call(endpoints.getProfile, { params })
  const { version: _before, ...before } = sales
  expect(after).toEqual({ ...before, name: 'Vente' })
})

it('that a site had and that is gone is named by an undo, which does the rest', async () => {
  const company = await at.company()
  const sales = await profileIn(company)
  const params = { id: company.siteId }
  const { changeSetId: first } = await company.api.call(endpoints.updateSite, { params, body: { profile: sales.id } })
  const body = { profile: null, language: 'de-DE' }
  const { changeSetId: second } = await company.api.call(endpoints.updateSite, { params, body })
  const history = await company.api.call(endpoints.getChangeSet, { params: { id: first ?? '' } })
  expect(history.changes[0]?.after).toEqual({ profile: { id: sales.id, name: 'Sales' } })
  await company.api.call(endpoints.deleteProfile, { params: { id: sales.id } })
  const { conflicts } = await undone(company, second)
  expect(conflicts.map(({ field }) => field)).toEqual(['profile'])
  const site = await company.api.call(endpoints.getSite, { params })
  expect([site.language, site.profile]).toEqual(['en-US', null])
})

it('refuses a licence, a profile and a version that are not there', async () => {
  const company = await at.company()
  const body = { name: 'Sales', defaults: { license: 'Gold' } }
  expect((await company.api.refused(endpoints.createProfile, { body })).code).toBe('license_unknown')
  expect((await company.api.refused(endpoints.createUser, { body: maya({ profile: 'Mars' }) })).code).toBe(
    'profile_unknown',
  )
  const sales = await profileIn(company)
  expect((await company.api.refused(endpoints.createProfile, { body: { name: 'SALES' } })).code).toBe('name_taken')
  const sent = { params: { id: sales.id }, body: { name: 'X' }, headers: { 'if-match': '"99"' } }
  expect((await company.api.refused(endpoints.updateProfile, sent)).code).toBe('version_conflict')
})
