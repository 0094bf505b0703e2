import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { endpoints } from '../../contract/api/endpoints.ts'
import type { OffboardSpec } from '../../contract/api/leaving.ts'
import type { UserView } from '../../contract/api/users.ts'
import type { Id } from '../../contract/ids.ts'
import { callingDirectory } from '../../server/calling/directory.ts'
import { successorFor } from '../../server/calling/succession.ts'
import { leavingJobs } from '../../server/leaving/leave-job.ts'
import { type ApiCompany, apiOfThisFile } from '../kit/api.ts'

const at = apiOfThisFile()
const maya = { firstName: 'Maya', lastName: 'Ortiz', email: 'maya@acme.example', site: 'HQ' }
const bob = { firstName: 'Bob', lastName: 'Baker', email: 'bob@acme.example', site: 'HQ' }
const reached = { license: 'Standard', extension: 'auto' as const }
let block = 40

interface Team {
  readonly company: ApiCompany
  /** Leaves, with two numbers. */
  readonly maya: UserView
  /** Takes over. */
  readonly bob: UserView
  /** Forwards to Maya and shows her second number. */
  readonly cora: UserView
  readonly numbers: readonly string[]
}

async function team(): Promise<Team> {
  block += 1
  const numbers = [0, 1, 2, 3].map((last) => `+1415555${block}0${last}`)
  const company = await at.company({ licenses: { Standard: 3 }, numbers: numbers.join(',') })
  const { api } = company
  const [first = '', second = ''] = numbers
  const leaver = (await api.createUser({ ...maya, ...reached, numbers: [first, second] })).user
  const successor = (await api.createUser({ ...bob, ...reached })).user
  const targets = [{ kind: 'user' as const, userId: leaver.id }]
  const to = { kind: 'ring' as const, targets, order: 'together' as const, secondsEach: 20 }
  const services = { forwarding: { noAnswer: to }, callerId: { number: second } }
  const cora = (await api.createUser({ ...bob, firstName: 'Cora', email: 'c@acme.example', ...reached, services })).user
  return { company, maya: leaver, bob: successor, cora, numbers }
}

const offboard = ({ company, maya }: Team, body: Partial<OffboardSpec>, query = {}) =>
  company.api.call(endpoints.offboard, { params: { id: maya.id }, body, query })

const read = ({ company }: Team, { id }: { id: Id }) => company.api.call(endpoints.getUser, { params: { id } })

async function counts({ company: { tenantId } }: Team) {
  const { rows } = await sql<{ seats: number; assigned: number; resting: number; idle: number }>`
    select (select sum(used)::int from license_pool where tenant_id = ${tenantId}) as seats,
      count(*) filter (where user_id is not null)::int as assigned,
      count(*) filter (where user_id is null and quarantined_until > now())::int as resting,
      count(*) filter (where user_id is null and coalesce(quarantined_until <= now(), true))::int as idle
    from phone_number where tenant_id = ${tenantId}`.execute(at.house.owner)
  return rows[0]
}

const whole = (fate: 'successor' | 'free' | 'quarantine') => ({ numbers: fate })

describe('what points at a person', () => {
  it('is all named, with what may become of it', async () => {
    const crew = await team()
    const { items, refusal } = await crew.company.api.call(endpoints.getReferences, { params: { id: crew.maya.id } })
    expect(refusal).toBeNull()
    expect(Object.fromEntries(items.map((item) => [item.kind, item.items.map((one) => one.label)]))).toEqual({
      numbers: crew.maya.numbers.map((number) => number.display),
      extension: [crew.maya.extension],
      forwarding: ['Cora Baker: forwarding without an answer'],
      callerIds: ['Cora Baker: caller ID'],
    })
    expect(items.find((item) => item.kind === 'forwarding')?.choices.map((choice) => choice.value)).toEqual([
      'successor',
      'remove',
      'leave',
    ])
  })

  it('is warned of where somebody is deleted or suspended without being offboarded', async () => {
    const { company, maya, bob, cora } = await team()
    const warnings = async (userId: Id, query = { dryRun: 'true' }) => {
      const plan = await company.api.call(endpoints.deleteUser, { params: { id: userId }, query })
      return 'rows' in plan ? plan.rows.flatMap((row) => row.problems) : []
    }
    const message =
      'Calls that Cora Baker forwards here would be lost. Offboard this person instead, and they go to a successor.'
    expect(await warnings(maya.id)).toMatchObject([
      { code: 'still_in_use', severity: 'warning', field: '/state', message },
    ])
    expect(await warnings(bob.id)).toEqual([])
    const both = { ids: [maya.id, cora.id], set: { state: 'suspended' as const } }
    expect(await company.api.call(endpoints.bulkEditUsers, { body: both, query: { dryRun: 'true' } })).toMatchObject({
      problems: [],
    })
    const body = { successorId: bob.id, callsGoToSuccessorForDays: 3 }
    await company.api.call(endpoints.offboard, { params: { id: maya.id }, body })
    expect((await warnings(bob.id)).map((warning) => warning.message)).toEqual([
      expect.stringContaining(
        'Calls that Cora Baker forwards here and calls taken over from people who left before would be lost',
      ),
    ])
  })
})

describe('offboarding', () => {
  it('hands numbers, forwarding and calls to the successor in one change, frees the licence, and can be undone as one', async () => {
    const crew = await team()
    const [first = '', second = ''] = crew.numbers
    const before = await counts(crew)
    const wish: Partial<OffboardSpec> = {
      successorId: crew.bob.id,
      callsGoToSuccessorForDays: 14,
      choices: { numbers: { [first]: 'successor', [second]: 'quarantine' } },
    }
    const said = await offboard(crew, wish, { dryRun: 'true' })
    expect(said.changeSetId).toBeNull()
    expect(await read(crew, crew.maya)).toMatchObject({ state: 'active' })
    const done = await offboard(crew, wish)
    expect(done.steps).toEqual(said.steps)
    expect(done.steps).toEqual([
      'Maya Ortiz is signed out at once, calls end, and they go to the recycle bin for 30 days.',
      '1 Standard licence is free at once.',
      `Extension ${crew.maya.extension} is given up; a restore may have it back.`,
      expect.stringMatching(/^\+1 415.* goes to Bob Baker\.$/),
      expect.stringMatching(/^\+1 415.* rests for a while, so that callers do not reach a stranger\.$/),
      'Forwarding of one colleague rings Bob Baker instead.',
      'Cora Baker shows the usual number again.',
      expect.stringMatching(/^For 14 days, calls to \d+, \+1 415.* ring Bob Baker\.$/),
    ])
    expect((await read(crew, crew.bob)).numbers.map((number) => number.e164)).toEqual([first])
    const { forwarding, callerId } = (await read(crew, crew.cora)).services
    expect(forwarding.noAnswer).toMatchObject({ targets: [{ kind: 'user', userId: crew.bob.id }] })
    expect(callerId.number).toBeNull()
    expect(await counts(crew)).toEqual({ seats: 2, assigned: 1, resting: 1, idle: 2 })
    expect((await crew.company.api.call(endpoints.listSuccessions)).items).toHaveLength(2)

    const undone = await crew.company.api.call(endpoints.undoChangeSet, { params: { id: done.changeSetId ?? '' } })
    expect(undone).toMatchObject({ conflicts: [] })
    expect(await counts(crew)).toEqual(before)
    for (const person of [crew.maya, crew.bob, crew.cora]) {
      const now = await read(crew, person)
      expect(now).toEqual({ ...person, version: now.version, updatedAt: now.updatedAt, welcome: now.welcome })
    }
    expect((await crew.company.api.call(endpoints.listSuccessions)).items).toEqual([])
  })

  it('names what cannot come back when somebody else has it since', async () => {
    const crew = await team()
    const done = await offboard(crew, { successorId: crew.bob.id, choices: whole('successor') })
    await crew.company.api.updateUser(crew.bob.id, { numbers: [] })
    await crew.company.api.createUser({ ...bob, ...reached, numbers: [crew.numbers[0] ?? ''] })
    const undone = await crew.company.api.call(endpoints.undoChangeSet, { params: { id: done.changeSetId ?? '' } })
    expect(undone).toMatchObject({
      conflicts: expect.arrayContaining([expect.objectContaining({ label: 'Bob Baker' })]),
    })
    expect((await read(crew, crew.maya)).state).toBe('active')
    expect(await counts(crew)).toMatchObject({ seats: 3 })
  })

  it('of a suspension keeps licence, extension and numbers', async () => {
    const crew = await team()
    await offboard(crew, { outcome: 'suspend', successorId: crew.bob.id, callsGoToSuccessorForDays: 2 })
    const { extension, numbers, license } = crew.maya
    expect(await read(crew, crew.maya)).toMatchObject({ state: 'suspended', extension, numbers, license })
  })

  it('without a choice lets numbers rest and takes the leaver out of the forwarding of others', async () => {
    const crew = await team()
    await offboard(crew, {})
    expect((await read(crew, crew.cora)).services.forwarding.noAnswer).toBeNull()
    expect(await counts(crew)).toMatchObject({ assigned: 0, resting: 2 })
  })

  it('frees a number at once where that is wanted', async () => {
    const crew = await team()
    await offboard(crew, { choices: whole('free') })
    expect(await counts(crew)).toMatchObject({ resting: 0, idle: 4 })
  })

  it('signs the leaver out of browsers and phones in the same commit, and tells the engine whom', async () => {
    const crew = await team()
    const browser = await at.signedIn(crew.company, crew.maya.id)
    const params = { id: crew.maya.id }
    const phone = await crew.company.api.call(endpoints.addDevice, { params, body: {} })
    const directory = callingDirectory(at.house)
    expect(await directory.findAccount(phone.username)).toMatchObject({ userId: crew.maya.id })
    const heard = at.house.heard.length
    await offboard(crew, {})
    expect((await browser.refused(endpoints.getPhone)).code).toBe('not_signed_in')
    expect(await directory.findAccount(phone.username)).toBeUndefined()
    const told = at.house.heard.slice(heard).filter(({ kind }) => kind === 'user')
    expect(told.flatMap(({ userIds }) => userIds ?? [])).toContain(crew.maya.id)
  })

  it('sends calls to the successor for as long as was said, and no longer', async () => {
    const crew = await team()
    await offboard(crew, { successorId: crew.bob.id, callsGoToSuccessorForDays: 1 })
    const taker = () =>
      at.house.db.inTenant(crew.company.tenantId, (tx) => successorFor(tx, [crew.maya.extension ?? undefined]))
    expect(await taker()).toBe(crew.bob.id)
    await sql`update call_succession set ends_at = now() where tenant_id = ${crew.company.tenantId}`.execute(
      at.house.owner,
    )
    expect(await taker()).toBeUndefined()
    expect((await crew.company.api.call(endpoints.listSuccessions)).items).toEqual([])
  })

  it('sends no call to the successor any more once the leaver is back, and lists none', async () => {
    const crew = await team()
    await offboard(crew, { successorId: crew.bob.id, callsGoToSuccessorForDays: 7 })
    const listed = async () => (await crew.company.api.call(endpoints.listSuccessions)).items.length
    expect(await listed()).toBeGreaterThan(0)
    await crew.company.api.call(endpoints.updateUser, { params: { id: crew.maya.id }, body: { state: 'active' } })
    expect(await listed()).toBe(0)
  })

  it('is refused in words for oneself, an operator, the last administrator, and without a fitting successor', async () => {
    const crew = await team()
    const { api, adminId } = crew.company
    const refuse = (id: Id, body: Partial<OffboardSpec> = {}) =>
      api.refused(endpoints.offboard, { params: { id }, body })
    expect(await refuse(adminId)).toMatchObject({ code: 'operator_stays' })
    const own = await at.signedIn(crew.company, adminId)
    expect(await own.refused(endpoints.offboard, { params: { id: adminId }, body: {} })).toMatchObject({
      code: 'own_account',
    })
    await at.house.owner.deleteFrom('operator').where('user_id', '=', adminId).execute()
    expect(await refuse(adminId)).toMatchObject({ code: 'last_admin' })
    expect(await refuse(crew.maya.id, { choices: whole('successor') })).toMatchObject({ code: 'successor_needed' })
    expect(await refuse(crew.maya.id, { callsGoToSuccessorForDays: 3 })).toMatchObject({ code: 'successor_needed' })
    expect(await refuse(crew.maya.id, { successorId: crew.maya.id })).toMatchObject({ code: 'successor_unfit' })
    await api.updateUser(crew.bob.id, { state: 'suspended' })
    expect(await refuse(crew.maya.id, { successorId: crew.bob.id })).toMatchObject({ code: 'successor_unfit' })
    await offboard(crew, {})
    expect(await refuse(crew.maya.id)).toMatchObject({ code: 'user_deleted' })
  })

  it('goes on where profiles lock what it settles, and tells which choices mean something else', async () => {
    const crew = await team()
    const { api, siteId } = crew.company
    const [first = '', second = '', third = ''] = crew.numbers
    const locks = ['services.forwarding' as const, 'services.callerId' as const, 'numbers' as const]
    const { profile } = await api.call(endpoints.createProfile, { body: { name: 'Desk', defaults: {} } })
    for (const { id } of [crew.cora, crew.maya]) await api.updateUser(id, { profile: profile.id })
    await api.call(endpoints.updateProfile, { params: { id: profile.id }, body: { locks } })
    const contact = (await api.createUser({ ...bob, firstName: 'Con', username: 'con', site: siteId })).user
    const said = await offboard(crew, {
      successorId: contact.id,
      choices: { numbers: { [first]: 'successor', [second]: 'keep', [third]: 'free' } },
    })
    expect(said.problems.map(({ field, severity }) => [field, severity])).toEqual([
      ['/successorId', 'warning'],
      [`/choices/numbers/${second}`, 'warning'],
      [`/choices/numbers/${third}`, 'warning'],
    ])
    const { services } = await read(crew, crew.cora)
    expect(services).toMatchObject({ forwarding: { noAnswer: { targets: [{ userId: contact.id }] } } })
    expect(services.callerId.number).toBeNull()
  })

  it('passes calls that the leaver had taken over on to the next successor', async () => {
    const crew = await team()
    await offboard(crew, { successorId: crew.bob.id, callsGoToSuccessorForDays: 5 })
    const body = { successorId: crew.cora.id }
    await crew.company.api.call(endpoints.offboard, { params: { id: crew.bob.id }, body })
    const { items } = await crew.company.api.call(endpoints.listSuccessions)
    expect(items.map((item) => item.successor.name)).toEqual(items.map(() => 'Cora Baker'))
    expect(items).toHaveLength(3)
    const [first] = items
    await crew.company.api.call(endpoints.endSuccession, { params: { dialed: first?.dialed ?? '' } })
    expect((await crew.company.api.call(endpoints.listSuccessions)).items).toHaveLength(2)
  })
})

describe('a leaving at a time', () => {
  const later = () => new Date(Date.now() + 3600_000).toISOString()

  async function jobsOf({ company }: Team) {
    return at.house.owner
      .selectFrom('job')
      .selectAll()
      .where('tenant_id', '=', company.tenantId)
      .where('kind', '=', 'leave')
      .orderBy('id')
      .execute()
  }

  async function timePasses(crew: Team): Promise<void> {
    const { leave } = leavingJobs(at.house)
    for (const job of await jobsOf(crew))
      await leave.run(
        { tenantId: job.tenant_id, id: job.id, kind: job.kind, payload: job.payload, attempt: 1 },
        new AbortController().signal,
      )
  }

  const leavings = async ({ company }: Team) => (await company.api.call(endpoints.listLeavings)).items

  it('is listed, can be changed, and is carried out once, by whoever planned it', async () => {
    const crew = await team()
    const planned = await offboard(crew, { at: later(), successorId: crew.bob.id })
    expect(planned.steps.length).toBeGreaterThan(3)
    expect(await read(crew, crew.maya)).toMatchObject({ state: 'active' })
    await offboard(crew, { at: later(), outcome: 'suspend' })
    expect(await leavings(crew)).toMatchObject([
      { user: { name: 'Maya Ortiz' }, wish: { outcome: 'suspend' }, successor: null, failure: null },
    ])
    expect(await jobsOf(crew)).toHaveLength(2)
    await timePasses(crew)
    await timePasses(crew)
    expect(await read(crew, crew.maya)).toMatchObject({ state: 'suspended' })
    expect(await leavings(crew)).toEqual([])
    const { items } = await crew.company.api.call(endpoints.listChangeSets, { query: { entityId: crew.maya.id } })
    expect(items.map((item) => item.summary)).toEqual([
      'offboarded Maya Ortiz',
      'planned the leaving of Maya Ortiz',
      'planned the leaving of Maya Ortiz',
      'created Maya Ortiz',
    ])
    expect(items[0]).toMatchObject({ source: 'system', actor: items[1]?.actor })
  })

  it('can be cancelled, and the cancellation undone', async () => {
    const crew = await team()
    await offboard(crew, { at: later() })
    const { changeSetId } = await crew.company.api.call(endpoints.cancelLeaving, { params: { id: crew.maya.id } })
    expect(await leavings(crew)).toEqual([])
    await timePasses(crew)
    expect(await read(crew, crew.maya)).toMatchObject({ state: 'active' })
    await crew.company.api.call(endpoints.undoChangeSet, { params: { id: changeSetId } })
    expect(await leavings(crew)).toHaveLength(1)
  })

  it('that cannot be carried out then leaves everything as it is, and says why', async () => {
    const crew = await team()
    await offboard(crew, { at: later(), successorId: crew.bob.id, callsGoToSuccessorForDays: 3 })
    await crew.company.api.call(endpoints.deleteUser, { params: { id: crew.bob.id } })
    const before = await counts(crew)
    await timePasses(crew)
    expect(await read(crew, crew.maya)).toEqual(crew.maya)
    expect(await counts(crew)).toEqual(before)
    expect(await leavings(crew)).toMatchObject([{ failure: expect.stringContaining('Bob Baker is not active') }])
  })

  it('is refused for a time that is over', async () => {
    const crew = await team()
    const body = { at: new Date(Date.now() - 1000).toISOString() }
    const refused = await crew.company.api.refused(endpoints.offboard, { params: { id: crew.maya.id }, body })
    expect(refused.errors).toMatchObject([{ field: '/at', code: 'field_invalid' }])
  })
})

it('leaves no error in the log', () => {
  expect(at.house.errors).toEqual([])
})
