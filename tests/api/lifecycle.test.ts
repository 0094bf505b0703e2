import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { endpoints } from '../../contract/api/endpoints.ts'
import type { UserSpec } from '../../contract/user-spec.ts'
import { callingDirectory } from '../../server/calling/directory.ts'
import { type ApiCompany, apiOfThisFile } from '../kit/api.ts'
import { createMany } from './create-many.ts'

const at = apiOfThisFile()
const maya = { firstName: 'Maya', lastName: 'Ortiz', email: 'maya@acme.example', site: 'HQ' }
const reached = { ...maya, license: 'Standard', extension: 'auto' as const }
let block = 20

/** A company with ten numbers that nothing else in this file uses. */
async function withNumbers(
  licenses: Record<string, number> = { Standard: 5 },
): Promise<ApiCompany & { numbers: string[] }> {
  block += 1
  const numbers = Array.from({ length: 10 }, (_, index) => `+1415555${block}${String(index).padStart(2, '0')}`)
  return { ...(await at.company({ licenses, numbers: numbers.join(',') })), numbers }
}

async function numberStates({ api }: ApiCompany) {
  const { available, assigned, quarantined } = (await api.call(endpoints.listNumbers)).counts
  return { available, assigned, quarantined }
}

async function standardUsed({ api }: ApiCompany) {
  return (await api.call(endpoints.listLicenses)).items[0]?.used
}

/** Lets the rest of every number end. */
async function aMonthLater(company: ApiCompany): Promise<void> {
  await sql`update phone_number set quarantined_until = now() - interval '1 second'
    where tenant_id = ${company.tenantId} and quarantined_until is not null`.execute(at.house.owner)
}

describe('a deleted user', () => {
  it('gives back seat, extension and username at once, and the numbers rest', async () => {
    const acme = await withNumbers()
    const made = await acme.api.createUser({ ...reached, numbers: ['auto', 'auto'] })
    await acme.api.call(endpoints.deleteUser, { params: { id: made.user.id } })
    expect(await standardUsed(acme)).toBe(0)
    expect(await numberStates(acme)).toEqual({ available: 8, assigned: 0, quarantined: 2 })
    const [first = ''] = acme.numbers
    expect((await acme.api.refused(endpoints.releaseNumbers, { body: { numbers: [first] } })).code).toBe('still_in_use')
    const taking = { body: { ...reached, numbers: [first] } }
    expect((await acme.api.refused(endpoints.createUser, taking)).code).toBe('number_quarantined')
    const next = await acme.api.createUser({ ...reached, extension: made.user.extension, username: made.user.username })
    expect(next.user.extension).toBe(made.user.extension)
  })

  it('comes back with seat, extension, numbers and phones', async () => {
    const acme = await withNumbers()
    const { user } = await acme.api.createUser({ ...reached, numbers: ['auto'] })
    await acme.api.call(endpoints.deleteUser, { params: { id: user.id } })
    const back = await acme.api.updateUser(user.id, { state: 'active' })
    expect(back.warnings).toEqual([])
    expect(back.user).toMatchObject({
      extension: user.extension,
      numbers: user.numbers,
      license: user.license,
      username: user.username,
    })
    expect(await standardUsed(acme)).toBe(1)
    expect(await numberStates(acme)).toEqual({ available: 9, assigned: 1, quarantined: 0 })
  })

  it('comes back without what others took meanwhile, and says so', async () => {
    const acme = await withNumbers({ Standard: 1 })
    const { user } = await acme.api.createUser({ ...reached, numbers: ['auto'] })
    await acme.api.call(endpoints.deleteUser, { params: { id: user.id } })
    await aMonthLater(acme)
    const numbers = user.numbers.map((number) => number.e164)
    await acme.api.createUser({ ...reached, username: user.username, extension: user.extension, numbers })
    const back = await acme.api.updateUser(user.id, { state: 'active' })
    expect(back.user).toMatchObject({ extension: null, numbers: [], license: null, username: 'maya.ortiz2' })
    expect(back.warnings.map((warning) => warning.field).sort()).toEqual([
      '/extension',
      '/license',
      '/numbers',
      '/username',
    ])
  })

  it('does not get phones back that were removed before they left', async () => {
    const acme = await withNumbers()
    const { user } = await acme.api.createUser(reached)
    const params = { id: user.id }
    const [stolen, kept] = [
      await acme.api.call(endpoints.addDevice, { params, body: { label: 'stolen' } }),
      await acme.api.call(endpoints.addDevice, { params, body: { label: 'kept' } }),
    ]
    await acme.api.call(endpoints.removeDevice, { params: { ...params, deviceId: stolen.deviceId } })
    await acme.api.call(endpoints.deleteUser, { params })
    const directory = callingDirectory(at.house)
    expect(await directory.findAccount(kept.username)).toBeUndefined()
    await acme.api.updateUser(user.id, { state: 'active' })
    expect(await directory.findAccount(kept.username)).toMatchObject({ userId: user.id })
    expect(await directory.findAccount(stolen.username)).toBeUndefined()
  })
})

describe('a number whose rest has ended', () => {
  it('counts as available everywhere: in lists, plans, choices, releases and claims', async () => {
    const acme = await withNumbers()
    const numbers = [...acme.numbers]
    const { user } = await acme.api.createUser({ ...reached, numbers })
    await acme.api.call(endpoints.deleteUser, { params: { id: user.id } })
    expect((await acme.api.refused(endpoints.createUser, { body: { ...reached, numbers: ['auto'] } })).code).toBe(
      'number_none_free',
    )
    await aMonthLater(acme)
    expect(await numberStates(acme)).toEqual({ available: 10, assigned: 0, quarantined: 0 })
    expect((await acme.api.call(endpoints.getHome)).freeNumbers).toEqual([{ country: 'US', free: 10 }])
    const chosen = await acme.api.createUser({ ...reached, numbers: ['auto', acme.numbers[5] ?? ''] })
    expect(chosen.user.numbers.map((number) => number.e164)).toEqual([acme.numbers[0], acme.numbers[5]])
    const released = await acme.api.call(endpoints.releaseNumbers, { body: { numbers: [acme.numbers[9] ?? ''] } })
    expect(released.released).toBe(1)
  })
})

describe('undo', () => {
  const undo = (company: ApiCompany, id: string | null) => company.api.undo(id)

  it('of a creation frees everything at once, numbers too', async () => {
    const acme = await withNumbers()
    const made = await acme.api.createUser({ ...reached, numbers: ['auto', 'auto'] })
    expect(await undo(acme, made.changeSetId)).toMatchObject({ undone: 1, conflicts: [] })
    expect(await numberStates(acme)).toEqual({ available: 10, assigned: 0, quarantined: 0 })
    expect(await standardUsed(acme)).toBe(0)
  })

  it('of an undo brings everything back', async () => {
    const acme = await withNumbers()
    const made = await acme.api.createUser({ ...reached, numbers: ['auto'] })
    const undone = await undo(acme, made.changeSetId)
    await undo(acme, undone.changeSetId)
    const { extension, numbers, license } = await acme.api.call(endpoints.getUser, { params: { id: made.user.id } })
    expect({ extension, numbers, license }).toEqual({
      extension: made.user.extension,
      numbers: made.user.numbers,
      license: made.user.license,
    })
  })

  it('leaves alone what was changed again since, and names it', async () => {
    const acme = await withNumbers()
    const { user } = await acme.api.createUser(maya)
    const change = await acme.api.updateUser(user.id, { jobTitle: 'Boss', department: 'Sales' })
    await acme.api.updateUser(user.id, { jobTitle: 'CEO' })
    const answer = await undo(acme, change.changeSetId)
    expect(answer.conflicts).toMatchObject([{ field: 'jobTitle', label: 'Maya Ortiz' }])
    expect(await acme.api.call(endpoints.getUser, { params: { id: user.id } })).toMatchObject({
      jobTitle: 'CEO',
      department: null,
    })
  })

  it('names as a conflict what somebody else has by now', async () => {
    const acme = await withNumbers()
    const { user } = await acme.api.createUser(reached)
    const change = await acme.api.updateUser(user.id, { extension: '1500' })
    await acme.api.createUser({ ...reached, extension: user.extension })
    const problem = await acme.api.refused(endpoints.undoChangeSet, { params: { id: change.changeSetId ?? '' } })
    expect(problem).toMatchObject({ code: 'undo_conflict', detail: expect.stringContaining('already in use') })
    expect(problem.errors).toMatchObject([{ code: 'undo_conflict', message: problem.detail }])
  })

  it('of a deletion names what others took meanwhile, and gives the rest back', async () => {
    const acme = await withNumbers()
    const { user } = await acme.api.createUser(reached)
    const left = await acme.api.call(endpoints.deleteUser, { params: { id: user.id } })
    await aMonthLater(acme)
    await acme.api.createUser({ ...reached, username: user.username, extension: user.extension })
    const undone = await acme.api.call(endpoints.undoChangeSet, {
      params: { id: 'changeSetId' in left ? left.changeSetId : '' },
    })
    if (!('conflicts' in undone)) throw new Error('One user is no task.')
    expect(undone.conflicts.map(({ field }) => field).sort()).toEqual(['extension', 'license', 'username'])
  })

  it('never takes a company’s founding back, however it was founded', async () => {
    const acme = await withNumbers()
    const { items } = await acme.api.call(endpoints.listChangeSets)
    expect(items).toMatchObject([{ canUndo: false, cannotUndoReason: 'The company’s set-up cannot be taken back.' }])
    const problem = await acme.api.refused(endpoints.undoChangeSet, { params: { id: items[0]?.id ?? '' } })
    expect(problem.code).toBe('nothing_to_undo')
    await acme.api.call(endpoints.getTenant)
  })

  it('of a site, a licence, a release and the settings restores each', async () => {
    const acme = await withNumbers()
    const operator = await at.signedIn(acme, acme.adminId)
    const license = await operator.call(endpoints.createLicense, {
      body: { name: 'Gold', entitlements: ['calls'], owned: 2 },
    })
    const params = { id: license.changeSetId ?? '' }
    expect(await acme.api.refused(endpoints.undoChangeSet, { params })).toMatchObject({ code: 'forbidden' })
    const gone = await operator.undo(license.changeSetId)
    await operator.undo(gone.changeSetId)
    const { items } = await acme.api.call(endpoints.listLicenses)
    expect(items.find((one) => one.name === 'Gold')).toMatchObject({ id: license.license.id, owned: 2, used: 0 })
    const released = await acme.api.call(endpoints.releaseNumbers, { body: { numbers: acme.numbers.slice(0, 3) } })
    expect(await undo(acme, released.changeSetId)).toMatchObject({ undone: 3, conflicts: [] })
    await acme.api.call(endpoints.updateTenant, { body: { name: 'Renamed' } })
    const [change] = (await acme.api.call(endpoints.listChangeSets)).items
    await undo(acme, change?.id ?? '')
    expect((await acme.api.call(endpoints.getTenant)).name).toMatch(/^Acme/)
  })

  it('leaves an operator’s mail address to operators, as whoever gets their mail can sign in as them', async () => {
    const acme = await withNumbers()
    const change = { params: { id: acme.adminId }, body: { email: 'mine@acme.example' } }
    expect(await acme.api.refused(endpoints.updateUser, change)).toMatchObject({ code: 'forbidden' })
    const operator = await at.signedIn(acme, acme.adminId)
    await operator.call(endpoints.updateUser, change)
  })

  it('of a release names the numbers that another company has by now', async () => {
    const acme = await withNumbers()
    const mine = acme.numbers.slice(0, 2)
    await acme.api.call(endpoints.updateTenant, { body: { numberQuarantineDays: 0 } })
    const released = await acme.api.call(endpoints.releaseNumbers, { body: { numbers: mine } })
    await at.company({ numbers: mine[0] ?? '' })
    const answer = await undo(acme, released.changeSetId)
    expect([answer.undone, answer.conflicts.map((one) => one.entityId)]).toEqual([1, [mine[0]]])
  })
})

describe('suspending', () => {
  it('keeps seat, extension and numbers, ends sessions, and reactivating needs no seat', async () => {
    const acme = await withNumbers({ Standard: 1 })
    const { user } = await acme.api.createUser({ ...reached, numbers: ['auto'] })
    const browser = await at.signedIn(acme, user.id)
    await browser.call(endpoints.getPhone)
    const suspended = await acme.api.updateUser(user.id, { state: 'suspended' })
    expect((await browser.refused(endpoints.getPhone)).code).toBe('not_signed_in')
    expect(suspended.user).toMatchObject({ extension: user.extension, numbers: user.numbers })
    expect((await acme.api.call(endpoints.listLicenses)).items[0]).toMatchObject({ used: 1, free: 0, suspended: 1 })
    expect((await acme.api.updateUser(user.id, { state: 'active' })).warnings).toEqual([])
    expect(await standardUsed(acme)).toBe(1)
  })

  it.each([
    ['gives the seat back when the licence is taken away meanwhile', { license: null }, 0],
    ['gives it back on deletion', { state: 'deleted' }, 0],
    ['changes nothing of it when something else is changed', { jobTitle: 'Boss' }, 1],
  ] satisfies [string, UserSpec, number][])('%s', async (_, spec, used) => {
    const acme = await withNumbers()
    const { user } = await acme.api.createUser({ ...reached, state: 'suspended' })
    expect(await standardUsed(acme)).toBe(1)
    await acme.api.updateUser(user.id, spec)
    expect(await standardUsed(acme)).toBe(used)
  })
})

describe('the right to a phone', () => {
  it('of one’s own browser is refused in words to somebody who has a desk phone only', async () => {
    const acme = await withNumbers()
    const { user } = await acme.api.createUser({ ...reached, devices: ['desk'] })
    const browser = await at.signedIn(acme, user.id)
    const problem = await browser.refused(endpoints.issueWebPhoneCredential)
    expect([problem.code, problem.detail]).toEqual(['forbidden', expect.stringContaining('Use your desk phone')])
    expect((await browser.call(endpoints.getPhone)).problem).toContain('desk phone')
  })

  it.each(['web', 'desktop', 'mobile'] as const)(
    '%s is enough for the web phone, which is one page everywhere',
    async (app) => {
      const acme = await withNumbers()
      const { user } = await acme.api.createUser({ ...reached, devices: [app] })
      const browser = await at.signedIn(acme, user.id)
      expect((await browser.call(endpoints.issueWebPhoneCredential)).path).toBe('/sip')
    },
  )

  it('taken away cuts the phones that need it, and no others', async () => {
    const acme = await withNumbers()
    const { user } = await acme.api.createUser({ ...reached, devices: ['web', 'desk'] })
    const browser = await at.signedIn(acme, user.id)
    const web = await browser.call(endpoints.issueWebPhoneCredential)
    const desk = await browser.call(endpoints.addOwnDevice, { body: {} })
    const directory = callingDirectory(at.house)
    const works = async () =>
      [await directory.findAccount(web.username), await directory.findAccount(desk.username)].map(Boolean)
    expect(await works()).toEqual([true, true])
    await acme.api.updateUser(user.id, { devices: ['desk'] })
    expect(await works()).toEqual([false, true])
    await acme.api.updateUser(user.id, { devices: ['web'] })
    expect(await works()).toEqual([false, false])
    expect((await browser.refused(endpoints.addOwnDevice, { body: {} })).code).toBe('forbidden')
  })

  it('comes with the SIP phone that an administrator adds', async () => {
    const acme = await withNumbers()
    const { user } = await acme.api.createUser(reached)
    await acme.api.call(endpoints.addDevice, { params: { id: user.id }, body: {} })
    const { devices } = await acme.api.call(endpoints.getUser, { params: { id: user.id } })
    expect(devices).toEqual(['web', 'desktop', 'mobile', 'desk'])
  })

  it('gives one web phone to a session, however often it asks at once', async () => {
    const acme = await withNumbers()
    const { user } = await acme.api.createUser(reached)
    const browser = await at.signedIn(acme, user.id)
    await Promise.all(Array.from({ length: 8 }, () => browser.call(endpoints.issueWebPhoneCredential)))
    expect((await browser.call(endpoints.listOwnDevices)).items).toHaveLength(1)
  })
})

describe('the readiness list', () => {
  it('offers nothing to do while the welcome mail waits to be sent', async () => {
    const acme = await withNumbers()
    const { user } = await acme.api.createUser(reached)
    const { lines } = await acme.api.call(endpoints.getReadiness, { params: { id: user.id } })
    const line = lines.find((one) => one.key === 'welcomeMail')
    expect(line).toMatchObject({ isReady: false, fix: null, sentence: 'The welcome mail is on its way.' })
  })
})

it('tells of a hundred people at once, and of a thousand', async () => {
  const acme = await withNumbers()
  at.house.heard.length = 0
  for (const count of [99, 100, 101, 1000]) await createMany(acme, count)
  expect(at.house.heard.filter((event) => event.kind === 'user').map((event) => event.ids?.length)).toEqual([
    99, 100, 101, 1000,
  ])
})

it('leaves no error in the log', () => {
  expect(at.house.errors).toEqual([])
})
