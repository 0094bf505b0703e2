import { describe, expect, it } from 'vitest'
import { newId } from '../../contract/ids.ts'
import type { SiteFacts } from './intent.ts'
import {
  creating,
  editing,
  hq,
  idleNumber,
  maya,
  person,
  planOne,
  problemsOf,
  standard,
  world,
} from './plan.fixture.ts'
import { planUsers } from './plan.ts'

const [ann, bob, cy] = [newId(), newId(), newId()]
const byNumber: SiteFacts = { ...hq, extensionPolicy: 'numberEnd' }
const choosingByNumber = { sites: new Map([[hq.id, byNumber]]), freeNumbers: new Map([['US', ['+14155551042']]]) }

describe('people who exchange extensions in one plan', () => {
  const people = new Map([
    [ann, person({ username: 'ann', license: standard.id, extension: '1001' })],
    [bob, person({ username: 'bob', license: standard.id, extension: '1002' })],
    [cy, person({ username: 'cy', license: standard.id, extension: '1003' })],
  ])
  const extensions = new Map([
    ['1001', ann],
    ['1002', bob],
    ['1003', cy],
  ])

  it('may pass them round, whoever comes first', () => {
    const round = [
      editing(ann, { extension: '1002' }),
      editing(bob, { extension: '1003' }),
      editing(cy, { extension: '1001' }),
    ]
    for (const intents of [round, round.toReversed()]) {
      const { rows } = planUsers(intents, world({ users: people, extensions }))
      expect(rows.map(({ kind, problems }) => [kind, problems])).toEqual([
        ['update', []],
        ['update', []],
        ['update', []],
      ])
    }
  })

  it('may have what somebody who is deleted in it leaves, and nothing of who keeps theirs', () => {
    const { rows } = planUsers(
      [
        editing(ann, { extension: '1002' }),
        editing(bob, { state: 'deleted' }),
        editing(cy, { extension: '1003', jobTitle: 'Boss' }),
        creating(maya({ license: 'Standard', extension: '1003' })),
      ],
      world({ users: people, extensions }),
    )
    expect(rows.map((row) => [row.kind, problemsOf(row)])).toEqual([
      ['update', []],
      ['delete', []],
      ['update', []],
      ['invalid', ['/extension extension_taken']],
    ])
  })
})

describe('a site whose extensions are the ends of numbers', () => {
  it('takes the end of the number that the same plan chooses', () => {
    const row = planOne(
      creating(maya({ license: 'Standard', extension: 'auto', numbers: ['auto'] })),
      world(choosingByNumber),
    )
    expect(row.after).toMatchObject({ extension: '1042', numbers: ['+14155551042'] })
  })

  it.each([
    ['somebody has it', { extensions: new Map([['1042', bob]]) }, '1000'],
    [
      'it rests after somebody else',
      { restingExtensions: new Map([['1042', { userId: bob, userName: 'Bob', until: new Date() }]]) },
      '1000',
    ],
    ['it is kept back', { reservedExtensions: [{ from: '1040', to: '1049', reason: 'Lifts' }] }, '1000'],
    ['it lies outside the range', { freeNumbers: new Map([['US', ['+14155555042']]]) }, '1000'],
    ['it is too close to an emergency number', { freeNumbers: new Map([['US', ['+14155551120']]]) }, '1000'],
  ])('takes the next free one when %s', (_, more, expected) => {
    const row = planOne(
      creating(maya({ license: 'Standard', extension: 'auto', numbers: ['auto'] })),
      world({ ...choosingByNumber, ...more }),
    )
    expect([row.after.extension, row.problems]).toEqual([expected, []])
  })

  it('gives two people whose numbers end alike two extensions', () => {
    const numbers = new Map(['+14155551042', '+14165551042'].map((number) => [number, idleNumber()]))
    const { rows } = planUsers(
      [...numbers.keys()].map((number) => creating(maya({ extension: 'auto', numbers: [number] }))),
      world({ ...choosingByNumber, numbers }),
    )
    expect(rows.map((row) => row.after.extension)).toEqual(['1042', '1000'])
  })
})

describe('an extension that rests', () => {
  const resting = {
    restingExtensions: new Map([
      ['1042', { userId: bob, userName: 'Bob Berg', until: new Date('2026-12-24T00:00:00Z') }],
    ]),
  }

  it('may be named by others, who hear who had it and until when', () => {
    const row = planOne(creating(maya({ extension: '1042' })), world(resting))
    expect(row.kind).toBe('create')
    const said = row.problems.find(({ code }) => code === 'extension_resting')
    expect(said).toMatchObject({ severity: 'warning', fixes: [{ set: { extension: '1000' } }] })
    expect(said?.message).toMatch(/2026-12-24: Bob Berg had it/)
  })

  it('goes back to whoever had it without a word', () => {
    const users = new Map([[bob, person({ state: 'deleted' }, { license: null, extension: '1042', numbers: [] })]])
    const row = planOne(editing(bob, { state: 'active' }), world({ ...resting, users }))
    expect([row.after.extension, problemsOf(row)]).toEqual(['1042', ['/license extension_without_license']])
  })
})

it('says why the company keeps an extension back', () => {
  const reservedExtensions = [{ from: '1040', to: '1049', reason: 'Phones in the lifts' }]
  const row = planOne(creating(maya({ extension: '1042' })), world({ reservedExtensions }))
  expect([row.problems[0]?.code, row.problems[0]?.message]).toEqual([
    'extension_reserved',
    '1042 is kept back by the company: Phones in the lifts.',
  ])
})
