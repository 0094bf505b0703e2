import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { endpoints } from '../../contract/api/endpoints.ts'
import { PlanView } from '../../contract/api/users.ts'
import type { Id } from '../../contract/ids.ts'
import type { UserSpec } from '../../contract/user-spec.ts'
import { returnReleased } from '../../server/numbers/return-released.ts'
import { loadStock } from '../../server/numbers/stock.ts'
import { type ApiCompany, apiOfThisFile } from '../kit/api.ts'
import { numbersBroken } from './number-counts.ts'

// What becomes of a phone number: in and out of the inventory, from hand to hand, shared and ported.

const at = apiOfThisFile()
let block = 10

type Company = ApiCompany & { numbers: string[] }

/** A company with ten numbers that nothing else in this file uses. */
async function withNumbers(): Promise<Company> {
  block += 1
  const numbers = Array.from({ length: 10 }, (_, index) => `+1415557${block}0${index}`)
  return { ...(await at.company({ licenses: { Standard: 10 }, numbers: numbers.join(',') })), numbers }
}

async function person(
  { api }: Company,
  firstName: string,
  numbers: readonly string[],
  more: UserSpec = {},
): Promise<Id> {
  const spec = { firstName, lastName: 'Ortiz', email: 'x@acme.example', site: 'HQ', license: 'Standard' }
  return (await api.createUser({ ...spec, extension: 'auto', numbers: [...numbers], ...more })).user.id
}

async function numbersOf({ api }: Company, id: Id): Promise<string[]> {
  return (await api.call(endpoints.getUser, { params: { id } })).numbers.map(({ e164 }) => e164)
}

const stateOf = async ({ api }: Company, number = '') => api.call(endpoints.getNumber, { params: { number } })

/** Lets every rest end, and what is released go. */
async function aMonthLater({ tenantId }: Company): Promise<void> {
  await sql`update phone_number set quarantined_until = now() - interval '1 second'
    where tenant_id = ${tenantId} and quarantined_until is not null`.execute(at.house.owner)
  await returnReleased(at.house)
}

const release = ({ api }: Company, ...numbers: string[]) => api.call(endpoints.releaseNumbers, { body: { numbers } })

describe('a released number', () => {
  it('rests for the days that the company set, counts against no allowance, and then goes back to the stock by itself', async () => {
    const acme = await withNumbers()
    const [claimed = ''] = [`+1212555${block}77`]
    await loadStock(at.house, 'US', claimed)
    await acme.api.call(endpoints.claimNumbers, { body: { numbers: [claimed] } })
    await acme.api.call(endpoints.updateTenant, { body: { numberQuarantineDays: 7 } })
    const { restsUntil } = await release(acme, claimed, acme.numbers[0] ?? '')
    const days = (Date.parse(restsUntil ?? '') - Date.now()) / (24 * 3600_000)
    expect(Math.round(days)).toBe(7)
    expect(await stateOf(acme, claimed)).toMatchObject({ state: 'quarantined', releasedAt: expect.any(String) })
    expect((await acme.api.call(endpoints.getNumberAllowance)).countries[0]).toMatchObject({ used: 9 })
    await returnReleased(at.house)
    expect((await stateOf(acme, claimed)).state).toBe('quarantined')
    await aMonthLater(acme)
    expect((await acme.api.refused(endpoints.getNumber, { params: { number: claimed } })).code).toBe('not_found')
    const stock = await acme.api.call(endpoints.listStock, { query: { country: 'US', pattern: claimed.slice(1) } })
    expect(stock.items).toHaveLength(1)
    const [change] = (await acme.api.call(endpoints.listChangeSets)).items
    expect(change).toMatchObject({ summary: 'let 2 numbers go after their rest', actor: { kind: 'system' } })
    // What came along with the company is nobody's to claim.
    const own = await acme.api.call(endpoints.listStock, {
      query: { country: 'US', pattern: acme.numbers[0]?.slice(1) },
    })
    expect(own.items).toEqual([])
    await acme.api.undo(change?.id ?? null)
    expect(await stateOf(acme, claimed)).toMatchObject({ state: 'quarantined', releasedAt: expect.any(String) })
    expect(await numbersBroken(at.house, acme.tenantId)).toEqual([])
  })

  it('goes at once where the company wants no rest, or when the rest is cut short', async () => {
    const acme = await withNumbers()
    const [first = '', second = ''] = acme.numbers
    await release(acme, first)
    const ended = await acme.api.call(endpoints.endQuarantine, { body: { numbers: [first] } })
    expect(ended).toMatchObject({ left: 1, available: 0 })
    await acme.api.call(endpoints.updateTenant, { body: { numberQuarantineDays: 0 } })
    expect((await release(acme, second)).restsUntil).toBeNull()
    expect((await acme.api.call(endpoints.listNumbers)).counts).toMatchObject({ available: 8, quarantined: 0 })
  })

  it('comes back with an undo, from its rest and from the stock, and goes again with the undo of that', async () => {
    const acme = await withNumbers()
    const [number = ''] = acme.numbers
    const { changeSetId } = await release(acme, number)
    const undone = await acme.api.undo(changeSetId)
    expect(undone).toMatchObject({ undone: 1, conflicts: [] })
    expect((await stateOf(acme, number)).state).toBe('available')
    await acme.api.undo(undone.changeSetId)
    expect(await stateOf(acme, number)).toMatchObject({ state: 'quarantined', releasedAt: expect.any(String) })
    expect(await numbersBroken(at.house, acme.tenantId)).toEqual([])
  })

  it('was nobody’s: one that is somebody’s is refused with the name and the fix, and goes with the fix', async () => {
    const acme = await withNumbers()
    const [number = '', other = ''] = acme.numbers
    const maya = await person(acme, 'Maya', [number, other])
    const refused = await acme.api.refused(endpoints.releaseNumbers, { body: { numbers: [number] } })
    expect(refused.errors[0]).toMatchObject({
      code: 'still_in_use',
      field: '/numbers/0',
      message: expect.stringContaining('Take it from Maya Ortiz first'),
      fixes: [{ label: 'Take it from Maya Ortiz', set: { detach: true } }],
    })
    const { changeSetId } = await acme.api.call(endpoints.releaseNumbers, { body: { numbers: [number], detach: true } })
    expect(await numbersOf(acme, maya)).toEqual([other])
    await acme.api.undo(changeSetId)
    expect(await numbersOf(acme, maya)).toEqual([number, other])
    expect(await numbersBroken(at.house, acme.tenantId)).toEqual([])
  })

  it('is nobody’s caller ID and no site’s main number: who shows it is said beforehand', async () => {
    const acme = await withNumbers()
    const [number = '', main = ''] = acme.numbers
    const maya = await person(acme, 'Maya', [], { services: { callerId: { number } } })
    await acme.api.call(endpoints.updateSite, { params: { id: acme.siteId }, body: { mainNumber: main } })
    const body = { numbers: [number, main] }
    const planned = await acme.api.call(endpoints.releaseNumbers, { body, query: { dryRun: 'true' } })
    expect(planned.problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('Maya Ortiz shows'),
      expect.stringContaining('is the main number of HQ'),
    ])
    expect((await acme.api.refused(endpoints.releaseNumbers, { body: { numbers: [main], detach: true } })).code).toBe(
      'still_in_use',
    )
    await acme.api.call(endpoints.releaseNumbers, { body: { numbers: [number], detach: true } })
    const { services } = await acme.api.call(endpoints.getUser, { params: { id: maya } })
    expect(services.callerId.number).toBeNull()
  })

  it('can be given to nobody', async () => {
    const acme = await withNumbers()
    const [number = ''] = acme.numbers
    await release(acme, number)
    const body = { firstName: 'Maya', lastName: 'O', email: 'x@acme.example', site: 'HQ', numbers: [number] }
    expect((await acme.api.refused(endpoints.createUser, { body })).errors[0]?.message).toMatch(/was released/)
    await aMonthLater(acme)
    expect((await acme.api.refused(endpoints.createUser, { body })).code).toBe('number_unknown')
  })
})

describe('the rest of a leaver’s number', () => {
  it('can be cut short, and begins again with an undo', async () => {
    const acme = await withNumbers()
    const [number = ''] = acme.numbers
    const maya = await person(acme, 'Maya', [number])
    await acme.api.call(endpoints.deleteUser, { params: { id: maya } })
    const before = await stateOf(acme, number)
    const ended = await acme.api.call(endpoints.endQuarantine, { body: { numbers: [number] } })
    expect(ended).toMatchObject({ available: 1, left: 0 })
    await acme.api.undo(ended.changeSetId)
    expect(await stateOf(acme, number)).toEqual(before)
    expect((await acme.api.refused(endpoints.endQuarantine, { body: { numbers: [acme.numbers[1] ?? ''] } })).code).toBe(
      'conflict',
    )
  })
})

describe('from hand to hand', () => {
  it('two people swap numbers in one step, in place, and back with one undo', async () => {
    const acme = await withNumbers()
    const [a = '', b = '', c = ''] = acme.numbers
    const maya = await person(acme, 'Maya', [a, b])
    const bob = await person(acme, 'Bob', [c])
    const plan = PlanView.parse(
      await acme.api.call(endpoints.swapNumbers, { body: { first: a, second: c }, query: { dryRun: 'true' } }),
    )
    expect(plan.rows.map((row) => row.chosen.numbers)).toEqual([[c, b], [a]])
    expect(await numbersOf(acme, maya)).toEqual([a, b])
    const swapped = await acme.api.call(endpoints.swapNumbers, { body: { first: a, second: c } })
    expect([await numbersOf(acme, maya), await numbersOf(acme, bob)]).toEqual([[c, b], [a]])
    await acme.api.undo('changeSetId' in swapped ? swapped.changeSetId : null)
    expect([await numbersOf(acme, maya), await numbersOf(acme, bob)]).toEqual([[a, b], [c]])
    expect(await numbersBroken(at.house, acme.tenantId)).toEqual([])
  })

  it('a number moves to somebody else, as the first or as a further one, or to nobody', async () => {
    const acme = await withNumbers()
    const [a = '', b = ''] = acme.numbers
    const maya = await person(acme, 'Maya', [a])
    const bob = await person(acme, 'Bob', [b])
    const move = (number: string, toUserId: Id | null, asPrimary = false) =>
      acme.api.call(endpoints.moveNumber, { body: { number, toUserId, asPrimary } })
    await move(a, bob)
    expect([await numbersOf(acme, maya), await numbersOf(acme, bob)]).toEqual([[], [b, a]])
    await move(a, bob, true)
    expect(await numbersOf(acme, bob)).toEqual([a, b])
    await move(a, null)
    expect([await numbersOf(acme, bob), (await stateOf(acme, a)).state]).toEqual([[b], 'available'])
    expect((await acme.api.refused(endpoints.moveNumber, { body: { number: a, toUserId: null } })).code).toBe(
      'conflict',
    )
  })

  it('three exchange theirs in a circle with one plan, whatever the order of its rows', async () => {
    const acme = await withNumbers()
    const [a = '', b = '', c = ''] = acme.numbers
    const ids = [await person(acme, 'Maya', [a]), await person(acme, 'Bob', [b]), await person(acme, 'Eve', [c])]
    const [maya = '', bob = '', eve = ''] = ids
    const { changeUsers } = await import('../../server/changes/change-users.ts')
    const wish = (userId: Id, number: string) => ({
      userId,
      isNew: false,
      spec: { numbers: [number] },
      expectedVersion: null,
      numbersOfDeleted: 'quarantine' as const,
    })
    const { changeSetId } = await changeUsers(acme.ctx, [wish(bob, a), wish(eve, b), wish(maya, c)])
    const all = async () => Promise.all(ids.map((id) => numbersOf(acme, id)))
    expect(await all()).toEqual([[c], [a], [b]])
    await acme.api.undo(changeSetId)
    expect(await all()).toEqual([[a], [b], [c]])
    expect(await numbersBroken(at.house, acme.tenantId)).toEqual([])
  })

  it('takes nothing from whoever keeps it: a swap that one of them may not have changes nothing', async () => {
    const acme = await withNumbers()
    const [a = '', b = ''] = acme.numbers
    const operator = await at.signedIn(acme, acme.adminId)
    await operator.call(endpoints.createLicense, { body: { name: 'Lobby', entitlements: ['calls'], owned: 5 } })
    await person(acme, 'Maya', [a])
    const lobby = await person(acme, 'Lobby', [], { license: 'Lobby' })
    const refused = await acme.api.refused(endpoints.moveNumber, { body: { number: a, toUserId: lobby } })
    expect(refused.code).toBe('number_without_entitlement')
    expect((await stateOf(acme, a)).user?.name).toBe('Maya Ortiz')
    expect(
      (await acme.api.refused(endpoints.swapNumbers, { body: { first: b, second: acme.numbers[2] ?? '' } })).code,
    ).toBe('field_invalid')
  })
})

describe('a shared number', () => {
  it('is listed with its name, and stays shared while somebody shows it', async () => {
    const acme = await withNumbers()
    const [number = ''] = acme.numbers
    const share = (name: string | null) => acme.api.call(endpoints.shareNumber, { body: { number, name } })
    const { changeSetId } = await share('Acme Support')
    const listed = await acme.api.call(endpoints.listNumbers, { query: { isShared: 'true' } })
    expect(listed.items.map(({ e164, sharedName }) => [e164, sharedName])).toEqual([[number, 'Acme Support']])
    const maya = await person(acme, 'Maya', [], { services: { callerId: { number } } })
    const refused = await acme.api.refused(endpoints.shareNumber, { body: { number, name: null } })
    expect(refused).toMatchObject({
      code: 'number_shown_as_caller_id',
      detail: expect.stringContaining('Maya Ortiz shows'),
    })
    await acme.api.updateUser(maya, { services: { callerId: { number: null } } })
    await acme.api.undo(changeSetId)
    expect((await stateOf(acme, number)).sharedName).toBeNull()
  })
})

describe('a number that is being ported', () => {
  it('rings nobody until it is here; then it takes the place of its temporary one in one step, and back with an undo', async () => {
    const acme = await withNumbers()
    const [temporaryNumber = '', further = ''] = acme.numbers
    const number = `+1415558${block}01`
    const maya = await person(acme, 'Maya', [temporaryNumber, further])
    await acme.api.call(endpoints.startPorting, { body: { number, temporaryNumber } })
    expect(await stateOf(acme, number)).toMatchObject({
      state: 'prePorting',
      temporaryNumber: { e164: temporaryNumber },
      user: null,
    })
    expect((await stateOf(acme, temporaryNumber)).standsInFor?.e164).toBe(number)
    const { portingIn } = await acme.api.call(endpoints.getUser, { params: { id: maya } })
    expect(portingIn).toMatchObject([{ e164: number, temporaryNumber, state: 'prePorting' }])
    const refused = await acme.api.refused(endpoints.updateUser, { params: { id: maya }, body: { numbers: [number] } })
    expect(refused.code).toBe('number_in_porting')
    expect(
      (await acme.api.refused(endpoints.releaseNumbers, { body: { numbers: [temporaryNumber], detach: true } })).code,
    ).toBe('number_in_porting')
    const params = { number }
    await acme.api.call(endpoints.updatePorting, { params, body: { state: 'porting' } })
    const plan = PlanView.parse(
      await acme.api.call(endpoints.completePorting, { params, body: {}, query: { dryRun: 'true' } }),
    )
    expect(plan.rows[0]?.chosen.numbers).toEqual([number, further])
    const done = await acme.api.call(endpoints.completePorting, { params, body: {} })
    expect(await numbersOf(acme, maya)).toEqual([number, further])
    expect((await stateOf(acme, temporaryNumber)).state).toBe('quarantined')
    await acme.api.undo('changeSetId' in done ? done.changeSetId : null)
    expect(await numbersOf(acme, maya)).toEqual([temporaryNumber, further])
    expect(await stateOf(acme, number)).toMatchObject({ state: 'porting', temporaryNumber: { e164: temporaryNumber } })
    await acme.api.call(endpoints.cancelPorting, { params })
    expect((await stateOf(acme, temporaryNumber)).standsInFor).toBeNull()
    expect(await numbersBroken(at.house, acme.tenantId)).toEqual([])
  })
})

describe('import and export', () => {
  it('says of every line what is wrong with it, and adds all or none', async () => {
    const acme = await withNumbers()
    const other = await withNumbers()
    const fresh = [`+1415559${block}01`, `+1415559${block}02`]
    const text = [
      'number,shared name',
      `${fresh[0]},Front desk`,
      `${fresh[1]},`,
      'call me,',
      other.numbers[0],
      acme.numbers[0],
    ]
    const ask = (lines: readonly (string | undefined)[], dryRun: boolean) => ({
      body: { country: 'US', text: lines.join('\r\n') },
      query: dryRun ? { dryRun: 'true' } : {},
    })
    const looked = await acme.api.call(endpoints.importNumbers, ask(text, true))
    expect([looked.imported, looked.known]).toEqual([2, 1])
    expect(looked.rows.filter((row) => row.problem).map((row) => [row.line, row.problem?.code])).toEqual([
      [4, 'field_invalid'],
      [5, 'number_owned_elsewhere'],
    ])
    await acme.api.refused(endpoints.importNumbers, ask(text, false))
    expect((await acme.api.call(endpoints.listNumbers)).total).toBe(10)
    const done = await acme.api.call(endpoints.importNumbers, ask([...text.slice(0, 3), text[5]], false))
    expect([done.imported, done.known]).toEqual([2, 1])
    expect((await stateOf(acme, fresh[0])).sharedName).toBe('Front desk')
    await acme.api.undo(done.changeSetId)
    expect((await acme.api.call(endpoints.listNumbers)).total).toBe(10)
    expect(await numbersBroken(at.house, acme.tenantId)).toEqual([])
  })

  it('brings along nothing that is in the operator’s stock: that is claimed', async () => {
    const acme = await withNumbers()
    const stocked = `+1212556${block}01`
    await loadStock(at.house, 'US', stocked)
    const refused = await acme.api.refused(endpoints.importNumbers, { body: { country: 'US', text: stocked } })
    expect(refused.code).toBe('number_in_stock')
  })

  it('exports what is filtered, and nothing that a spreadsheet would run', async () => {
    const acme = await withNumbers()
    const [number = '', other = ''] = acme.numbers
    await person(acme, '=1+1', [number])
    await acme.api.call(endpoints.shareNumber, { body: { number: other, name: '@SUM(A1)' } })
    const { headers, body } = await acme.api.send(endpoints.exportNumbers, { query: { country: 'US' } })
    expect(headers['content-type']).toMatch(/^text\/csv/)
    const lines = String(body).split('\r\n')
    expect(lines[1]).toMatch(/^\+1415557\d+,US,local,assigned,'=1\+1 Ortiz,\d+,yes,/)
    expect(lines[2]).toContain("'@SUM(A1)")
    const shared = await acme.api.send(endpoints.exportNumbers, { query: { isShared: 'true' } })
    expect(String(shared.body).trim().split('\r\n')).toHaveLength(2)
    const { items } = await acme.api.call(endpoints.listAccessEvents, { query: { kind: 'export' } })
    expect(items[0]).toMatchObject({ kind: 'export', about: 'numbers' })
  })
})
