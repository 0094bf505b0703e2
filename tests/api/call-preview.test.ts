import { beforeAll, describe, expect, it } from 'vitest'
import type { CallPreview, CallPreviewSpec } from '../../contract/api/call-preview.ts'
import { endpoints } from '../../contract/api/endpoints.ts'
import { type Id, newId } from '../../contract/ids.ts'
import type { Destination, ServicesSpec } from '../../contract/services-spec.ts'
import { type ApiCompany, apiOfThisFile } from '../kit/api.ts'

const at = apiOfThisFile()
let company: ApiCompany
let maya: Id
let bob: Id
let carol: Id

async function newPerson(firstName: string, extension: string, services: ServicesSpec = {}): Promise<Id> {
  const spec = {
    firstName,
    lastName: 'Ortiz',
    email: `${firstName}@acme.example`,
    license: 'Standard',
    site: 'HQ',
    extension,
    services,
  }
  return (await company.api.createUser(spec)).user.id
}

beforeAll(async () => {
  company = await at.company({ country: 'GB', numbers: '+442079460010\n+442079460011' })
  maya = await newPerson('Maya', '1042')
  bob = await newPerson('Bob', '1043')
  carol = await newPerson('Carol', '1044')
  await company.api.updateUser(maya, { numbers: ['+442079460010'] })
})

const anonymous = { kind: 'anonymous' } as const

function preview(spec: Partial<CallPreviewSpec> = {}, userId = maya): Promise<CallPreview> {
  return company.api.call(endpoints.previewCall, { params: { id: userId }, body: { caller: anonymous, ...spec } })
}

function to(...userIds: Id[]): Destination {
  return {
    kind: 'ring',
    order: 'inTurn',
    secondsEach: 20,
    targets: userIds.map((userId) => ({ kind: 'user', userId })),
  }
}

const sentences = ({ steps }: CallPreview) =>
  steps.map(({ after, sentence }) => (after ? `${after}: ${sentence}` : sentence))
const codes = ({ warnings }: CallPreview) => warnings.map(({ code, field }) => `${code} ${field}`)

describe('what happens if someone calls now', () => {
  it('says step by step where the call goes, and that it would be lost', async () => {
    const shown = await preview()
    expect(sentences(shown)).toEqual([
      '1042 belongs to Maya Ortiz',
      'No phone of Maya Ortiz is registered',
      'unreachable: The caller is told: “No phone of Maya Ortiz can be reached.”',
    ])
    expect(shown.outcome.kind).toBe('lost')
    expect(codes(shown)).toEqual(['nobody_registered /forwarding/unreachable'])
  })

  it('lays what the form holds over what is stored, and stores nothing', async () => {
    const shown = await preview({ services: { forwarding: { unreachable: to(bob, carol) } } })
    expect(sentences(shown).slice(1)).toEqual([
      'No phone of Maya Ortiz is registered',
      'unreachable: When no phone is registered, Maya Ortiz sends the call to Bob Ortiz, then Carol Ortiz',
      'No phone of Bob Ortiz is registered',
      'unreachable: No phone of Carol Ortiz is registered',
      'unreachable: The caller is told: “No phone of Carol Ortiz can be reached.”',
    ])
    expect(sentences(await preview())).toHaveLength(3)
  })

  it('asks the rules from top to bottom, at the time and for the caller that were picked', async () => {
    const times = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', firstDay: null, lastDay: null }
    const services: ServicesSpec = {
      forwarding: {
        rules: [
          {
            name: 'Clients first',
            isOn: true,
            callers: { kind: 'listed', callers: [{ kind: 'prefix', prefix: '+4420' }] },
            times: null,
            to: to(bob),
          },
          { name: 'Office hours', isOn: true, callers: { kind: 'external' }, times, to: to(carol) },
        ],
      },
    }
    // The company's people live in New York.
    const onMonday = await preview({
      services,
      caller: { kind: 'number', number: '01632 960001' },
      at: '2026-11-16T21:30:00Z',
    })
    expect(onMonday.timeZone).toBe('America/New_York')
    expect(sentences(onMonday).slice(1, 3)).toEqual([
      'Rule “Clients first” does not match: the caller is not listed',
      'Rule “Office hours” matches',
    ])
    const later = await preview({ services, caller: anonymous, at: '2026-11-16T22:00:00Z' })
    expect(sentences(later)[2]).toBe('Rule “Office hours” does not match: it is not its time')
    const client = await preview({
      services,
      caller: { kind: 'number', number: '020 7946 0099' },
      at: '2026-11-21T12:00:00Z',
    })
    expect(sentences(client)[1]).toBe('Rule “Clients first” matches')
  })

  it('takes a colleague’s extension or number for the colleague, and says what a suspended one is told', async () => {
    const services: ServicesSpec = {
      forwarding: {
        rules: [{ name: 'Us', isOn: true, callers: { kind: 'internal' }, times: null, to: { kind: 'busy' } }],
      },
    }
    const byExtension = await preview({ services, caller: { kind: 'number', number: '1043' } })
    expect(byExtension.outcome).toEqual({
      kind: 'busy',
      sentence: 'No phone rings. The caller is told: “Maya Ortiz is not taking calls now.”',
    })
    const dave = await newPerson('Dave', '1050')
    await company.api.updateUser(dave, { state: 'suspended' })
    const shown = await preview({ caller: { kind: 'user', userId: dave } })
    expect(shown.outcome.kind).toBe('refused')
    expect(sentences(shown)[0]).toBe('Dave Ortiz is suspended, and may call emergency numbers only')
  })

  it('reads the dialed number, and refuses one that is somebody else’s', async () => {
    expect(sentences(await preview({ dialed: '020 7946 0010' }))[0]).toBe(
      '+44 20 7946 0010 belongs to Maya Ortiz, 1042',
    )
    const refusal = await company.api.refused(endpoints.previewCall, {
      params: { id: maya },
      body: { caller: anonymous, dialed: '+442079460011' },
    })
    expect(refusal.errors).toMatchObject([
      { field: '/dialed', message: '+442079460011 is not a number of Maya Ortiz.' },
    ])
  })

  it('refuses a caller that is none, and answers 404 for whoever left', async () => {
    const body = { caller: { kind: 'number', number: 'sales' } } as const
    const { errors } = await company.api.refused(endpoints.previewCall, { params: { id: maya }, body })
    expect(errors).toMatchObject([{ field: '/caller/number' }])
    const gone = await company.api.refused(endpoints.previewCall, {
      params: { id: newId() },
      body: { caller: anonymous },
    })
    expect(gone.status).toBe(404)
  })

  it('counts the calls of the person: with call waiting off, a second one goes where busy calls go', async () => {
    const services: ServicesSpec = { calls: { callWaiting: false }, forwarding: { busy: to(bob) } }
    expect(sentences(await preview({ services, isOnCall: 1 })).slice(1, 3)).toEqual([
      'Maya Ortiz can take no further call',
      'busy: When busy, Maya Ortiz sends the call to Bob Ortiz',
    ])
    expect(sentences(await preview({ services, isOnCall: 0 }))[1]).toBe('No phone of Maya Ortiz is registered')
  })
})

describe('a warning stands where a call would be lost', () => {
  const always = (destination: Destination): Partial<CallPreviewSpec> => ({
    services: { forwarding: { always: destination } },
  })
  const number = (e164: string): Destination => ({
    kind: 'ring',
    order: 'inTurn',
    secondsEach: 20,
    targets: [{ kind: 'number', number: e164 }],
  })
  const rule = (name: string, callers: 'anyone' | 'internal' | 'external') =>
    ({ name, isOn: true, callers: { kind: callers }, times: null, to: { kind: 'busy' } }) as const

  it.each<[what: string, spec: () => Partial<CallPreviewSpec>, code: string]>([
    ['forwarding to a leaver', () => always(to(newId())), 'target_gone /forwarding/always/targets/0'],
    ['forwarding to oneself', () => always(to(maya)), 'target_is_self /forwarding/always/targets/0'],
    [
      'forwarding outside without a trunk',
      () => always(number('+442079460000')),
      'outside_unreachable /forwarding/always/targets/0',
    ],
    [
      'forwarding to an own number that rings nobody',
      () => always(number('+442079460011')),
      'target_gone /forwarding/always/targets/0',
    ],
    [
      'silence without forwarding',
      () => ({ services: { calls: { doNotDisturb: true } } }),
      'silent_without_forwarding /calls/doNotDisturb',
    ],
    [
      'a rule below one that takes all',
      () => ({ services: { forwarding: { rules: [rule('All', 'anyone'), rule('Ours', 'internal')] } } }),
      'rule_never_matches /forwarding/rules/1',
    ],
    [
      'a rule below two that take all',
      () => ({
        services: { forwarding: { rules: [rule('In', 'internal'), rule('Out', 'external'), rule('All', 'anyone')] } },
      }),
      'rule_never_matches /forwarding/rules/2',
    ],
    [
      '“always” below a rule that takes all',
      () => ({ services: { forwarding: { always: to(bob), rules: [rule('All', 'anyone')] } } }),
      'rule_never_matches /forwarding/always',
    ],
    [
      'a list that blocks everybody',
      () => ({
        services: {
          forwarding: {
            blockedCallers: Array.from({ length: 90 }, (_, index) => ({
              kind: 'prefix' as const,
              prefix: `+${index + 10}`,
            })),
          },
        },
      }),
      'blocks_everybody /forwarding/blockedCallers',
    ],
  ])('%s', async (_, spec, code) => {
    expect(codes(await preview(spec()))).toContain(code)
  })

  it('forwarding to somebody who is suspended', async () => {
    const eve = await newPerson('Eve', '1060')
    await company.api.updateUser(eve, { state: 'suspended' })
    expect(codes(await preview(always(to(eve))))).toContain('target_suspended /forwarding/always/targets/0')
  })

  it('a circle, through the settings of others', async () => {
    const back = await newPerson('Frank', '1061', { forwarding: { always: to(maya) } })
    const shown = await preview(always(to(back)))
    expect(codes(shown)).toContain('loop ')
    expect(sentences(shown).at(-1)).toMatch(/forwarded in a circle: Maya Ortiz → Frank Ortiz → Maya Ortiz/)
    expect(shown.outcome.kind).toBe('lost')
  })

  it('somebody whom nobody can call at all', async () => {
    const contact = (
      await company.api.createUser({ firstName: 'Gus', lastName: 'Ortiz', email: 'gus@acme.example', site: 'HQ' })
    ).user.id
    const shown = await preview({}, contact)
    expect(shown.outcome.kind).toBe('lost')
    expect(codes(shown)).toEqual(['unreachable_user '])
  })

  it('none, where all is well in the settings and only nobody is registered', async () => {
    expect(codes(await preview({ services: { forwarding: { unreachable: { kind: 'busy' } } } }))).toEqual([])
  })
})
