import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { UndoAnswer } from '../../contract/api/change-sets.ts'
import { endpoints } from '../../contract/api/endpoints.ts'
import { LicensesChanged } from '../../contract/api/licenses.ts'
import type { Id } from '../../contract/ids.ts'
import { type ApiCompany, apiOfThisFile } from '../kit/api.ts'

const at = apiOfThisFile()
const maya = { firstName: 'Maya', lastName: 'Ortiz', email: 'maya@acme.example', site: 'HQ' }
const reached = { ...maya, license: 'Standard', extension: 'auto' as const }
let block = 80

interface Acme extends ApiCompany {
  readonly standard: Id
  readonly lobby: Id
}

/** A company with ten numbers that nothing else in this file uses, ten Standard licences and five for the lobby. */
async function acme(): Promise<Acme> {
  block += 1
  const numbers = Array.from({ length: 10 }, (_, index) => `+1415556${block}${String(index).padStart(2, '0')}`)
  const company = await at.company({ licenses: { Standard: 10, Lobby: 5 }, numbers: numbers.join(',') })
  const { items } = await company.api.call(endpoints.listLicenses)
  const idOf = (name: string) => items.find((one) => one.name === name)?.id ?? ''
  return { ...company, standard: idOf('Standard'), lobby: idOf('Lobby') }
}

async function move({ api, standard, lobby }: Acme, more: object, dryRun = false) {
  const body = { to: lobby, all: true as const, ...more }
  const query = dryRun ? { dryRun: 'true' } : {}
  return LicensesChanged.parse(await api.call(endpoints.moveLicenses, { params: { id: standard }, query, body }))
}

async function used({ api }: Acme): Promise<Record<string, number>> {
  const { items } = await api.call(endpoints.listLicenses)
  return Object.fromEntries(items.map((one) => [one.name, one.used]))
}

async function takeBack({ api }: Acme, id: Id | null) {
  return UndoAnswer.parse(await api.call(endpoints.undoChangeSet, { params: { id: id ?? '' } }))
}

describe('holders of a licence who get another type', () => {
  /** One with a number, one who calls abroad, one with neither. */
  async function three() {
    const company = await acme()
    const made = []
    for (const more of [{ numbers: ['auto' as const] }, { services: { calling: { plan: 'domestic' as const } } }, {}])
      made.push((await company.api.createUser({ ...reached, ...more })).user)
    return { company, made }
  }

  it('are told beforehand what they would lose, and nobody loses it unasked', async () => {
    const { company } = await three()
    const preview = await move(company, {}, true)
    expect(preview).toMatchObject({ changeSetId: null, missing: 0 })
    expect(preview.losses).toEqual([
      {
        right: 'directNumber',
        count: 1,
        names: ['Maya Ortiz'],
        sentence: '1 person would lose the right to the phone numbers.',
      },
    ])
    const refused = await company.api.refused(endpoints.moveLicenses, {
      params: { id: company.standard },
      body: { to: company.lobby, all: true },
    })
    expect([refused.code, refused.errors[0]?.fixes.map(({ set }) => set)]).toEqual([
      'license_right_in_use',
      [{ losing: 'stay' }, { losing: 'giveUp' }],
    ])
    expect(await used(company)).toEqual({ Standard: 3, Lobby: 0 })
  })

  it('stay when they would lose something, where that is asked for', async () => {
    const { company } = await three()
    const done = await move(company, { losing: 'stay' })
    expect([done.changed, done.stayed]).toEqual([2, 1])
    expect(await used(company)).toEqual({ Standard: 1, Lobby: 2 })
  })

  it('give up their numbers where that is asked for, keep the rest, and get all of it back', async () => {
    const { company, made } = await three()
    const done = await move(company, { losing: 'giveUp' })
    expect(done).toMatchObject({ changed: 3, stayed: 0, sentence: /^3 people got a Lobby licence/ })
    expect(await used(company)).toEqual({ Standard: 0, Lobby: 3 })
    const [first] = made
    const now = await company.api.call(endpoints.getUser, { params: { id: first?.id ?? '' } })
    expect([now.numbers, now.extension]).toEqual([[], first?.extension])
    expect((await takeBack(company, done.changeSetId)).conflicts).toEqual([])
    expect(await used(company)).toEqual({ Standard: 3, Lobby: 0 })
    const back = await company.api.call(endpoints.getUser, { params: { id: first?.id ?? '' } })
    expect(back.numbers).toEqual(first?.numbers)
  })

  it('are as many as there are licences, and the answer says how many are missing', async () => {
    const company = await acme()
    for (let n = 0; n < 7; n++) await company.api.createUser(reached)
    expect(await move(company, {}, true)).toMatchObject({ changed: 5, stayed: 2, missing: 2 })
    const body = { to: company.lobby, all: true as const }
    const refused = await company.api.refused(endpoints.moveLicenses, { params: { id: company.standard }, body })
    expect(refused.code).toBe('license_pool_empty')
    expect(await used(company)).toEqual({ Standard: 7, Lobby: 0 })
  })
})

describe('a licence that a suspended person holds', () => {
  it('is reclaimed, leaves everything else as it is, and can be given back', async () => {
    const company = await acme()
    const { user } = await company.api.createUser({ ...reached, numbers: ['auto'] })
    const { user: active } = await company.api.createUser(reached)
    await company.api.updateUser(user.id, { state: 'suspended' })
    const params = { id: company.standard }
    const detail = await company.api.call(endpoints.getLicense, { params })
    expect(detail).toMatchObject({
      used: 2,
      suspended: 1,
      suspendedHolders: [{ id: user.id, name: 'Maya Ortiz' }],
      uses: { calls: 2, directNumber: 1, international: 0 },
    })
    const ofActive = { params, body: { userIds: [active.id] } }
    expect((await company.api.refused(endpoints.reclaimLicenses, ofActive)).detail).toMatch(/not suspended/)
    const done = LicensesChanged.parse(
      await company.api.call(endpoints.reclaimLicenses, { params, body: { all: true } }),
    )
    expect(done).toMatchObject({
      changed: 1,
      losses: [{ right: 'calls', count: 1 }],
    })
    const kept = await company.api.call(endpoints.getUser, { params: { id: user.id } })
    expect(kept).toMatchObject({ license: null, extension: user.extension, numbers: user.numbers, state: 'suspended' })
    expect((await used(company)).Standard).toBe(1)
    await takeBack(company, done.changeSetId)
    expect((await used(company)).Standard).toBe(2)
  })
})

describe('a licence type', () => {
  it('goes when nobody holds it, and comes back', async () => {
    const company = await acme()
    const operator = await at.signedIn(company, company.adminId)
    const { user } = await company.api.createUser(reached)
    const params = { id: company.standard }
    expect((await company.api.refused(endpoints.deleteLicense, { params })).code).toBe('forbidden')
    expect((await operator.refused(endpoints.deleteLicense, { params })).detail).toMatch(/^1 person holds/)
    await company.api.call(endpoints.deleteUser, { params: { id: user.id } })
    const { changeSetId } = await operator.call(endpoints.deleteLicense, { params })
    expect(await used(company)).toEqual({ Lobby: 0 })
    await operator.call(endpoints.undoChangeSet, { params: { id: changeSetId } })
    expect(await used(company)).toEqual({ Standard: 0, Lobby: 0 })
  })

  it('keeps a right that its holders use', async () => {
    const company = await acme()
    const operator = await at.signedIn(company, company.adminId)
    await company.api.createUser({ ...reached, numbers: ['auto'] })
    const change = { params: { id: company.standard }, body: { entitlements: ['calls' as const] } }
    const refused = await operator.refused(endpoints.updateLicense, change)
    expect(refused.errors).toMatchObject([{ field: '/entitlements', code: 'license_right_in_use' }])
    expect(refused.detail).toMatch(/^1 person with a Standard licence has a phone number/)
  })

  it('is changed by two at once in different fields', async () => {
    const company = await acme()
    const operator = await at.signedIn(company, company.adminId)
    const params = { id: company.standard }
    const answers = await Promise.all(
      [{ owned: 12 }, { name: 'Full' }, { entitlements: ['calls' as const] }].map((body) =>
        operator.send(endpoints.updateLicense, { params, body }),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    const now = await company.api.call(endpoints.getLicense, { params })
    expect(now).toMatchObject({ owned: 12, name: 'Full', entitlements: ['calls'] })
  })
})

describe('the count of seats in use', () => {
  let company: Acme
  beforeAll(async () => {
    company = await acme()
  })

  it('is exact whatever is moved, reclaimed, created and deleted at once', async () => {
    const made = []
    for (let n = 0; n < 5; n++) made.push((await company.api.createUser(reached)).user.id)
    const params = { id: company.standard }
    const [first = '', second = '', third = ''] = made
    await company.api.updateUser(first, { state: 'suspended' })
    await Promise.all([
      company.api.send(endpoints.moveLicenses, { params, body: { to: company.lobby, all: true, losing: 'giveUp' } }),
      company.api.send(endpoints.reclaimLicenses, { params, body: { all: true } }),
      company.api.send(endpoints.deleteUser, { params: { id: second } }),
      company.api.send(endpoints.updateUser, { params: { id: third }, body: { license: 'Lobby' } }),
      ...Array.from({ length: 6 }, (_, n) =>
        company.api.send(endpoints.createUser, { body: { ...reached, license: n % 2 ? 'Lobby' : 'Standard' } }),
      ),
    ])
    const { rows } = await sql<{ name: string; used: number; held: number }>`
      select t.name, p.used, (select count(*)::int from app_user u where u.tenant_id = t.tenant_id and u.license_type_id = t.id) as held
      from license_type t join license_pool p on p.license_type_id = t.id where t.tenant_id = ${company.tenantId} order by t.id`.execute(
      at.house.owner,
    )
    expect(rows.map(({ name, used }) => [name, used])).toEqual(rows.map(({ name, held }) => [name, held]))
    const days = await sql<{ name: string; used: number }>`
      select t.name, d.used from license_use_day d join license_type t on t.id = d.license_type_id
      where t.tenant_id = ${company.tenantId} and d.day = current_date order by t.id`.execute(at.house.owner)
    expect(days.rows).toEqual(rows.map(({ name, used }) => ({ name, used })))
  })
})
