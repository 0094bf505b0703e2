import { describe, expect, it } from 'vitest'
import { newId } from '../../contract/ids.ts'
import type { UserSpec } from '../../contract/user-spec.ts'
import type { Snapshot } from './intent.ts'
import {
  creating,
  editing,
  hq,
  idleNumber,
  lobby,
  maya,
  person,
  planOne,
  problemsOf,
  standard,
  world,
} from './plan.fixture.ts'
import { planUsers } from './plan.ts'

const bobId = newId()
const otherId = newId()

describe('a new person', () => {
  it('needs first name, last name, e-mail and site, and nothing else', () => {
    expect(problemsOf(planOne(creating({})))).toEqual([
      '/firstName field_required',
      '/lastName field_required',
      '/email field_required',
      '/site field_required',
    ])
    expect(planOne(creating(maya()))).toMatchObject({ kind: 'create', problems: [] })
  })

  it('gets what was left to us: username, next extension, a number of the site’s country', () => {
    const row = planOne(creating(maya({ license: 'standard', extension: 'auto', numbers: ['auto', 'auto'] })))
    expect(row).toMatchObject({
      kind: 'create',
      problems: [],
      after: {
        username: 'maya.ortiz',
        extension: '1000',
        numbers: ['+14155550100', '+14155550101'],
        license: standard.id,
        site: hq.id,
        devices: ['web', 'desktop', 'mobile'],
        state: 'active',
        role: 'user',
      },
    })
  })

  it('may be suspended from the start, and never deleted', () => {
    expect(planOne(creating(maya({ state: 'suspended' }))).kind).toBe('create')
    expect(problemsOf(planOne(creating(maya({ state: 'deleted' }))))).toEqual(['/state field_invalid'])
  })

  it.each([
    ['a site', { site: 'Mars' }, '/site site_unknown', ['Use HQ', 'Use Paris']],
    ['a licence', { license: 'Gold' }, '/license license_unknown', ['Use Standard', 'Use Lobby']],
  ] satisfies [string, UserSpec, string, string[]][])(
    'hears of %s that does not exist which there are',
    (_, spec, problem, fixes) => {
      const row = planOne(creating(maya(spec)))
      expect(problemsOf(row)).toContain(problem)
      expect(row.problems[0]?.fixes.map((fix) => fix.label)).toEqual(fixes)
    },
  )

  it.each([
    ['李', '小龍', '小龍.李'],
    ['Ortiz', 'Maya', 'maya.ortiz'],
    ['Ó Súilleabháin', 'Seán', 'sean.osuilleabhain'],
    ['Żółć', 'Łukasz', 'lukasz.zolc'],
    ['Παπαδόπουλος', 'Ποσειδώνας', 'ποσειδώνας.παπαδόπουλος'],
    ['Yıldız', 'İpek', 'ipek.yildiz'],
    ['Groß', 'Anna-Lena', 'annalena.gross'],
    ['الزهراء', 'فاطمة', 'فاطمة.الزهراء'],
    ['शर्मा', 'Priya', 'priya.शर्मा'],
    ["O'Neill", 'D’Arcy', 'darcy.oneill'],
  ])('called %s %s gets the username %s', (lastName, firstName, username) => {
    expect(planOne(creating(maya({ firstName, lastName }))).after.username).toBe(username)
  })

  it('whose name holds no letter is asked for a username', () => {
    expect(problemsOf(planOne(creating(maya({ firstName: '🙂', lastName: '–' }))))).toEqual([
      '/username field_required',
    ])
  })
})

describe('a username', () => {
  it('that somebody has, in whatever case, is refused with free ones to take instead', () => {
    const usernames = new Map([
      ['maya', bobId],
      ['maya2', otherId],
    ])
    const row = planOne(creating(maya({ username: 'MAYA' })), world({ usernames }))
    expect(problemsOf(row)).toEqual(['/username username_taken'])
    expect(row.problems[0]?.fixes.map((fix) => fix.set.username)).toEqual(['MAYA3', 'MAYA4', 'MAYA5'])
  })

  it('made by us avoids those that are taken', () => {
    const usernames = new Map([['maya.ortiz', bobId]])
    expect(planOne(creating(maya()), world({ usernames })).after.username).toBe('maya.ortiz2')
  })

  it('made by us is not one that a later row names', () => {
    const { rows } = planUsers([creating(maya()), creating(maya({ username: 'Maya.Ortiz' }))], world())
    expect(rows.map((row) => row.after.username)).toEqual(['maya.ortiz2', 'Maya.Ortiz'])
    expect(rows.flatMap((row) => row.problems)).toEqual([])
  })

  it('is found for each of five hundred of the same name', () => {
    const { rows } = planUsers(
      Array.from({ length: 500 }, () => creating(maya())),
      world(),
    )
    expect(new Set(rows.map((row) => row.after.username)).size).toBe(500)
    expect(rows.flatMap((row) => row.problems)).toEqual([])
  })

  it('named by two rows goes to the first', () => {
    const { rows } = planUsers([creating(maya({ username: 'maya' })), creating(maya({ username: 'Maya' }))], world())
    expect(rows.map(problemsOf)).toEqual([[], ['/username username_taken']])
  })

  it('of one’s own may be written in another case', () => {
    const snapshot = world({ users: new Map([[bobId, person()]]), usernames: new Map([['bob.berg', bobId]]) })
    expect(planOne(editing(bobId, { username: 'Bob.Berg' }), snapshot)).toMatchObject({
      kind: 'update',
      changed: ['username'],
    })
  })
})

describe('an external id', () => {
  it('names one person, in the house and within a batch', () => {
    const snapshot = world({ externalIds: new Map([['e1', bobId]]) })
    const rows = [{ externalId: 'e1' }, { externalId: 'e2' }, { externalId: 'e2' }].map((spec) => creating(maya(spec)))
    expect(planUsers(rows, snapshot).rows.map(problemsOf)).toEqual([
      ['/externalId external_id_taken'],
      [],
      ['/externalId external_id_taken'],
    ])
  })
})

describe('an extension', () => {
  const named = (extension: string, more: Partial<Snapshot> = {}) =>
    planOne(creating(maya({ license: 'Standard', extension })), world(more))

  it.each([
    ['911', 'extension_is_emergency', 'an emergency number of this country'],
    ['112', 'extension_is_emergency', 'an emergency number of any site’s country'],
    ['9110', 'extension_near_emergency', 'one that begins with an emergency number'],
    ['1500', 'extension_near_emergency', 'one that begins with another site’s emergency number'],
    ['500', 'extension_reserved', 'one that the system answers'],
  ])('%s is refused as %s: %s', (extension, code) => {
    const row = named(extension)
    expect(problemsOf(row)).toEqual([`/extension ${code}`])
    expect(row.problems[0]?.fixes).toEqual([{ label: 'Use 1000', set: { extension: '1000' } }])
  })

  it('that somebody has is refused, and the next free one offered', () => {
    const row = named('1000', { extensions: new Map([['1000', bobId]]) })
    expect(problemsOf(row)).toEqual(['/extension extension_taken'])
    expect(row.problems[0]?.fixes).toEqual([{ label: 'Use 1001', set: { extension: '1001' } }])
  })

  it('outside the site’s range is allowed, and said', () => {
    expect(named('4000')).toMatchObject({
      kind: 'create',
      problems: [{ code: 'extension_outside_range', severity: 'warning' }],
    })
  })

  it('that a move to another site leaves outside its range is kept, and said', () => {
    const users = new Map([[bobId, person({ extension: '1000', license: standard.id })]])
    const row = planOne(editing(bobId, { site: 'Paris' }), world({ users }))
    expect(problemsOf(row)).toEqual(['/extension extension_outside_range'])
    expect(row).toMatchObject({ kind: 'update', after: { extension: '1000' } })
  })

  it('chosen by us is not one that a later row names', () => {
    const rows = [{ extension: 'auto' }, { extension: '1000' }, { extension: 'auto' }] as const
    const plan = planUsers(
      rows.map((spec) => creating(maya({ license: 'Standard', ...spec }))),
      world(),
    )
    expect(plan.rows.map((row) => row.after.extension)).toEqual(['1001', '1000', '1002'])
  })

  it('named by two rows goes to the first', () => {
    const rows = [creating(maya({ extension: '1000' })), creating(maya({ extension: '1000' }))]
    expect(planUsers(rows, world()).rows.map((row) => row.kind)).toEqual(['create', 'invalid'])
  })

  it('of a range that is full is a shortage that says what to do', () => {
    const row = planOne(
      creating(maya({ license: 'Standard', extension: 'auto' })),
      world({ freeExtensions: new Map() }),
    )
    expect(row.problems).toMatchObject([{ code: 'extension_range_full', severity: 'shortage', field: '/extension' }])
    expect(row.problems[0]?.message).toContain('1000 to 1999')
  })

  it('stays when `auto` is asked of somebody who has one', () => {
    const users = new Map([[bobId, person({ extension: '1234', license: standard.id })]])
    expect(planOne(editing(bobId, { extension: 'auto' }), world({ users })).kind).toBe('unchanged')
  })
})

describe('a licence', () => {
  it('is refused to somebody with neither extension nor number, with both ways out', () => {
    const row = planOne(creating(maya({ license: 'Standard' })))
    expect(problemsOf(row)).toEqual(['/license license_without_service'])
    expect(row.problems[0]?.fixes).toEqual([
      { label: 'Add an extension', set: { extension: 'auto' } },
      { label: 'Save without a licence', set: { license: null } },
    ])
  })

  it('of which none is left is a shortage that says how many there are and which others are free', () => {
    const empty = { ...standard, used: 3 }
    const licenses = new Map([
      [empty.id, empty],
      [lobby.id, lobby],
    ])
    const row = planOne(creating(maya({ license: 'Standard', extension: 'auto' })), world({ licenses }))
    expect(row.problems).toMatchObject([{ code: 'license_pool_empty', severity: 'shortage', field: '/license' }])
    expect(row.problems[0]?.message).toContain('All 3 Standard licences are in use')
    expect(row.problems[0]?.fixes[0]).toEqual({ label: 'Use Lobby (1 left)', set: { license: lobby.id } })
  })

  it('is counted over the whole batch: those who come too late go without', () => {
    const intents = Array.from({ length: 5 }, () => creating(maya({ license: 'Standard', extension: 'auto' })))
    const freeExtensions = new Map([[hq.id, ['1000', '1001', '1002', '1003', '1004']]])
    const { rows } = planUsers(intents, world({ freeExtensions }))
    expect(rows.map((row) => row.kind)).toEqual(['create', 'create', 'create', 'invalid', 'invalid'])
  })

  it('that somebody in the batch gives back can be taken by another', () => {
    const full = { ...standard, used: 3 }
    const users = new Map([[bobId, person({ license: full.id, extension: '1500' })]])
    const licenses = new Map([[full.id, full]])
    const intents = [creating(maya({ license: 'Standard', extension: 'auto' })), editing(bobId, { state: 'deleted' })]
    const { rows } = planUsers(intents, world({ users, licenses }))
    expect(rows.map((row) => row.kind)).toEqual(['create', 'delete'])
  })

  it('is kept by who is suspended', () => {
    const users = new Map([[bobId, person({ license: standard.id, extension: '1500' })]])
    const row = planOne(editing(bobId, { state: 'suspended' }), world({ users }))
    expect(row).toMatchObject({ kind: 'suspend', changed: ['state'], after: { license: standard.id } })
  })

  it('missing for somebody with an extension is said, not refused', () => {
    const row = planOne(creating(maya({ extension: 'auto' })))
    expect(row).toMatchObject({
      kind: 'create',
      problems: [{ code: 'extension_without_license', severity: 'warning' }],
    })
    expect(row.problems[0]?.fixes[0]?.set).toEqual({ license: standard.id })
  })

  it('without numbers is refused with a number, and one with numbers is offered', () => {
    const row = planOne(creating(maya({ license: 'Lobby', extension: 'auto', numbers: ['auto'] })))
    expect(problemsOf(row)).toEqual(['/numbers number_without_entitlement'])
    expect(row.problems[0]?.fixes[0]).toEqual({ label: 'Use Standard', set: { license: standard.id } })
  })
})

describe('a number', () => {
  const asked = '+14155550123'
  const withNumber = (facts: ReturnType<typeof idleNumber> | null, intent = creating(maya({ numbers: [asked] }))) =>
    planOne(intent, world({ users: new Map([[bobId, person()]]), numbers: new Map(facts ? [[asked, facts]] : []) }))

  it.each([
    ['is not the company’s', null, '/numbers/0 number_unknown'],
    ['somebody else has', idleNumber({ userId: otherId, userName: 'Zoë' }), '/numbers/0 number_taken'],
    ['rests after somebody left', idleNumber({ restsUntil: new Date('2030-01-02') }), '/numbers/0 number_quarantined'],
  ] as const)('that %s is refused', (_, facts, problem) => {
    const row = withNumber(facts)
    expect(row.kind).toBe('invalid')
    expect(problemsOf(row)).toContain(problem)
  })

  it('names its owner, or the day until which it rests', () => {
    expect(withNumber(idleNumber({ userId: otherId, userName: 'Zoë' })).problems[0]?.message).toContain('Zoë')
    expect(withNumber(idleNumber({ restsUntil: new Date('2030-01-02') })).problems[0]?.message).toContain('2030-01-02')
  })

  it('that is idle, or rests for this very person, is given', () => {
    expect(withNumber(idleNumber()).after.numbers).toEqual([asked])
    const resting = idleNumber({ restsUntil: new Date('2030-01-02'), reservedForUserId: bobId })
    expect(withNumber(resting, editing(bobId, { numbers: [asked] })).kind).toBe('update')
  })

  it('is not left: a shortage that names the site and its country', () => {
    const row = planOne(creating(maya({ site: 'Paris', numbers: ['auto'] })))
    expect(row.problems[0]).toMatchObject({ code: 'number_none_free', severity: 'shortage', field: '/numbers/0' })
    expect(row.problems[0]?.message).toContain('Paris (FR)')
  })

  it('asked for by two rows goes to the first, and the second hears which row has it', () => {
    const intents = [creating(maya({ numbers: [asked] })), creating(maya({ numbers: [asked] }))]
    const { rows } = planUsers(intents, world({ numbers: new Map([[asked, idleNumber()]]) }))
    expect(rows[1]?.problems[0]).toMatchObject({ code: 'number_taken', message: expect.stringContaining('row 1') })
  })

  it('asked for twice by one person is given once', () => {
    const row = withNumber(idleNumber(), creating(maya({ numbers: [asked, asked] })))
    expect(row.after.numbers).toEqual([asked])
  })
})
