import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endpoints } from '../../contract/api/endpoints.ts'
import { type Id, newId } from '../../contract/ids.ts'
import { loadStock } from '../../server/numbers/stock.ts'
import { type ApiCompany, apiOfThisFile, type Caller, type Received } from '../kit/api.ts'
import { numbersBroken } from './number-counts.ts'

// Many who want numbers at once, and random lives of numbers: the allowance is never exceeded, and no count drifts.

const at = apiOfThisFile()
const many = 32
let block = 100

/** A company that may hold so many American numbers: some bought, some that its seats include. */
async function mayHold(bought: number, seats: number): Promise<ApiCompany & { operator: Caller }> {
  const company = await at.company({ licenses: { Standard: seats } })
  const operator = await at.signedIn(company, company.adminId)
  await operator.call(endpoints.setNumberAllowance, { body: { country: 'US', bought } })
  return { ...company, operator }
}

/** Numbers in the operator's stock that nothing else in this file uses. */
async function stocked(count: number): Promise<string[]> {
  block += 1
  const numbers = Array.from({ length: count }, (_, index) => `+1212${block}${String(index).padStart(4, '0')}`)
  await loadStock(at.house, 'US', numbers.join(','))
  return numbers
}

const codes = (answers: readonly Received[]) =>
  answers.filter(({ status }) => status >= 400).map(({ body }) => (body as { code: string }).code)

describe(`of ${many} who ask at once`, () => {
  it('as many claims succeed as the allowance has room for: the bought ones, then those that seats include', async () => {
    const acme = await mayHold(7, 5)
    const numbers = await stocked(many)
    const answers = await Promise.all(
      numbers.map((number) => acme.api.send(endpoints.claimNumbers, { body: { numbers: [number] } })),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(12)
    expect([...new Set(codes(answers))]).toEqual(['number_allowance_short'])
    expect(await acme.api.call(endpoints.getNumberAllowance)).toMatchObject({ included: 5, drawn: 5, leftElsewhere: 0 })
    expect(await numbersBroken(at.house, acme.tenantId)).toEqual([])
    const refused = await acme.api.refused(endpoints.importNumbers, { body: { country: 'GB', text: '+442079460999' } })
    expect(refused.errors[0]?.message).toMatch(/^For United Kingdom no number is in the company’s allowance/)
  })

  it('fewer licences cannot be owned while their numbers are held, and no claim slips in between', async () => {
    const acme = await mayHold(0, 10)
    const numbers = await stocked(16)
    const { items } = await acme.api.call(endpoints.listLicenses)
    const params = { id: items[0]?.id ?? '' }
    const answers = await Promise.all(
      numbers.flatMap((number, index) => [
        acme.api.send(endpoints.claimNumbers, { body: { numbers: [number] } }),
        ...(index % 4 === 0
          ? [acme.operator.send(endpoints.updateLicense, { params, body: { owned: 6 + (index % 3) } })]
          : []),
      ]),
    )
    expect(codes(answers).filter((code) => code !== 'number_allowance_short' && code !== 'version_conflict')).toEqual(
      [],
    )
    const { included, drawn } = await acme.api.call(endpoints.getNumberAllowance)
    expect(drawn).toBeLessThanOrEqual(included)
    expect(await numbersBroken(at.house, acme.tenantId)).toEqual([])
  })

  it('of opposite swaps every one leaves each number with one person', async () => {
    const acme = await mayHold(10, 10)
    const numbers = await stocked(2)
    await acme.api.call(endpoints.claimNumbers, { body: { numbers } })
    const [first = '', second = ''] = numbers
    for (const number of numbers) await person(acme, [number])
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        acme.api.send(endpoints.swapNumbers, {
          body: index % 2 ? { first, second } : { first: second, second: first },
        }),
      ),
    )
    expect(codes(answers)).toEqual([])
    expect((await acme.api.call(endpoints.listNumbers)).counts).toMatchObject({ assigned: 2, available: 0 })
    expect(await numbersBroken(at.house, acme.tenantId)).toEqual([])
  })
})

async function person({ api }: ApiCompany, numbers: readonly string[]): Promise<Id> {
  const spec = { firstName: 'P', lastName: 'Q', email: 'p@acme.example', site: 'HQ', license: 'Standard' }
  return (await api.createUser({ ...spec, extension: 'auto', numbers: [...numbers], sendWelcome: false })).user.id
}

type Step = readonly [what: string, one: number, other: number]

const doings = 'claim claim release detach end swap swap move move free delete undo undo undo port complete'.split(' ')
const steps: fc.Arbitrary<Step> = fc.tuple(fc.constantFrom(...doings), fc.nat({ max: 5 }), fc.nat({ max: 5 }))

interface Life {
  readonly company: ApiCompany
  readonly numbers: readonly string[]
  readonly people: readonly Id[]
  readonly changes: Id[]
}

async function live({ company: { api }, numbers, people, changes }: Life, [what, one, other]: Step): Promise<void> {
  const number = numbers[one] ?? ''
  const second = numbers[other] ?? ''
  const user = people[other % people.length] ?? ''
  const some = { body: { numbers: [number] } }
  const requests: Record<string, () => Promise<Received>> = {
    claim: () => api.send(endpoints.claimNumbers, some),
    release: () => api.send(endpoints.releaseNumbers, some),
    detach: () => api.send(endpoints.releaseNumbers, { body: { ...some.body, detach: true } }),
    end: () => api.send(endpoints.endQuarantine, some),
    swap: () => api.send(endpoints.swapNumbers, { body: { first: number, second } }),
    move: () => api.send(endpoints.moveNumber, { body: { number, toUserId: user, asPrimary: one % 2 === 0 } }),
    free: () => api.send(endpoints.moveNumber, { body: { number, toUserId: null } }),
    delete: () =>
      api.send(endpoints.updateUser, { params: { id: user }, body: { state: one === 0 ? 'deleted' : 'active' } }),
    undo: () =>
      api.send(endpoints.undoChangeSet, { params: { id: changes[(one * 6 + other) % changes.length] ?? newId() } }),
    port: () =>
      api.send(endpoints.startPorting, { body: { number: `${number}9`.slice(0, 13), temporaryNumber: second } }),
    complete: () => api.send(endpoints.completePorting, { params: { number: `${number}9`.slice(0, 13) }, body: {} }),
  }
  const answer = await requests[what]?.()
  expect(answer?.status, JSON.stringify([what, answer?.body, at.house.errors])).toBeLessThan(500)
  const { changeSetId } = (answer?.body ?? {}) as { changeSetId?: Id | null }
  if (changeSetId) changes.push(changeSetId)
}

async function newLife(): Promise<Life> {
  const company = await mayHold(3, 3)
  const numbers = await stocked(6)
  await company.api.call(endpoints.claimNumbers, { body: { numbers: numbers.slice(0, 5) } })
  const people: Id[] = []
  for (const number of numbers.slice(0, 3)) people.push(await person(company, [number]))
  return { company, numbers, people, changes: [] }
}

describe('random lives of numbers', () => {
  it('keep every count and every place right, one step after the other', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 30, maxLength: 45 }), async (way) => {
        const life = await newLife()
        for (const step of way) {
          await live(life, step)
          expect(await numbersBroken(at.house, life.company.tenantId), JSON.stringify(step)).toEqual([])
        }
      }),
      { numRuns: Number(process.env.MODEL_RUNS ?? 4) },
    )
    expect(at.house.errors).toEqual([])
  })

  // Ways on which somebody was faster between a look at a number and its writing, and on which undo met what cannot be.
  it.each([11, 70])('keep them right when eight live at once, the way %i', { timeout: 120_000 }, async (seed) => {
    const life = await newLife()
    const way = fc.sample(steps, { numRuns: 320, seed })
    await Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        for (const step of way.filter((_, index) => index % 8 === writer)) await live(life, step)
      }),
    )
    expect(await numbersBroken(at.house, life.company.tenantId)).toEqual([])
    expect(at.house.errors).toEqual([])
  })
})
