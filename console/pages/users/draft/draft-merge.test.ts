import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changingSpec, newUserDraft, type UserDraft } from '../user-draft.ts'
import { changedPaths, clashesOf, flatDraft, onTopOf, withPath } from './draft-merge.ts'

const start: UserDraft = {
  ...newUserDraft('hq'),
  firstName: 'Maya',
  lastName: 'Ortiz',
  email: 'm@a.example',
  username: 'm',
}

/** Every field with two values that differ from the first one and from each other. */
const others: Readonly<Record<string, readonly [unknown, unknown]>> = {
  email: ['a@a.example', 'b@a.example'],
  jobTitle: ['Clerk', 'Cook'],
  numbers: [['+12125550157'], ['+12125550158', 'auto']],
  devices: [['web'], []],
  emergencyAddress: [address('1 Main'), address('2 Main')],
  'services.calls.callWaiting': [false, true],
  'services.calls.maxConcurrentCalls': [2, 3],
  'services.callerId.name': ['M', 'O'],
  'services.forwarding.always': [{ kind: 'busy' }, null],
  'services.forwarding.blockedCallers': [[{ kind: 'prefix', prefix: '+44' }], [{ kind: 'number', number: '1001' }]],
  'services.calling.plan': ['international', 'emergencyOnly'],
  'services.directory.sees': ['site', 'company'],
}

function address(line1: string) {
  return { line1, line2: '', city: 'Oakland', state: '', postalCode: '', country: 'US' }
}

const paths = fc.uniqueArray(fc.constantFrom(...Object.keys(others)))
const changed = (which: readonly string[], value: 0 | 1) =>
  which.reduce((draft, path) => withPath(draft, path, others[path]?.[value]), start)

/** Every path that a spec names. */
function namedIn({ services, ...rest }: ReturnType<typeof changingSpec>): string[] {
  const settings = Object.entries(services ?? {}).flatMap(([section, values]) =>
    Object.keys(values).map((setting) => `services.${section}.${setting}`),
  )
  return [...Object.keys(rest), ...settings]
}

describe('what is typed, and what others save meanwhile', () => {
  it('sends nothing for what nobody touched', () => {
    expect(changingSpec(start, start)).toEqual({})
    expect(changingSpec(start, structuredClone(start))).toEqual({})
  })

  it('sends what was changed and nothing else', () => {
    fc.assert(
      fc.property(paths, (which) => {
        const draft = changed(which, 0)
        expect(namedIn(changingSpec(start, draft)).toSorted()).toEqual(changedPaths(start, draft).toSorted())
        expect(changedPaths(start, draft).toSorted()).toEqual(which.toSorted())
      }),
    )
  })

  it('loses nothing of either side when both changed different fields', () => {
    fc.assert(
      fc.property(paths, paths, (mine, all) => {
        const theirs = all.filter((path) => !mine.includes(path))
        const current = changed(theirs, 0)
        const typed = changed(mine, 0)
        expect(clashesOf(start, current, typed)).toEqual([])
        const merged = flatDraft(onTopOf(current, start, typed))
        for (const path of [...mine, ...theirs]) expect(merged.get(path)).toEqual(others[path]?.[0])
        expect(changedPaths(current, onTopOf(current, start, typed)).toSorted()).toEqual(mine.toSorted())
      }),
    )
  })

  it('names each field that both changed to something else, with both values', () => {
    const which = ['email', 'services.calls.maxConcurrentCalls', 'numbers']
    expect(clashesOf(start, changed(which, 1), changed(which, 0))).toEqual([
      { field: 'email', mine: 'a@a.example', theirs: 'b@a.example' },
      { field: 'numbers', mine: ['+12125550157'], theirs: ['+12125550158', 'auto'] },
      { field: 'services.calls.maxConcurrentCalls', mine: 2, theirs: 3 },
    ])
    expect(clashesOf(start, changed(which, 0), changed(which, 0))).toEqual([])
  })

  it('takes two values for the same whatever the order of their keys', () => {
    const typed = {
      ...start,
      address: { country: 'US', line1: '1 Main', line2: '', city: 'Oakland', state: '', postalCode: '' },
    }
    expect(changedPaths({ ...start, address: address('1 Main') }, typed)).toEqual([])
  })
})
