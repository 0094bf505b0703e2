import { describe, expect, it } from 'vitest'
import { UserSpec } from '../../../contract/user-spec.ts'
import { onTopOf } from './draft/draft-merge.ts'
import { applyFix, askableSpec, changingSpec, creatingSpec, newUserDraft } from './user-draft.ts'

const maya = { ...newUserDraft('hq'), firstName: 'Maya', lastName: 'Ortiz', email: 'maya@acme.com' }

describe('the user form and the spec it means', () => {
  it('creates a contact from the basic part alone, with nothing said about services', () => {
    const spec = creatingSpec({ ...maya, extension: 'auto', license: 'standard' }, false)
    expect(UserSpec.safeParse(spec).error).toBeUndefined()
    expect(Object.keys(spec)).not.toEqual(expect.arrayContaining(['license', 'extension', 'numbers', 'devices']))
  })

  it('leaves the username to us while it is empty', () => {
    expect(creatingSpec(maya, true)).not.toHaveProperty('username')
    expect(creatingSpec({ ...maya, username: 'mo' }, true).username).toBe('mo')
  })

  it('changes only what differs', () => {
    const whole = { ...maya, username: 'maya.ortiz', jobTitle: 'Clerk' }
    expect(changingSpec(whole, whole)).toEqual({})
    expect(changingSpec(whole, { ...whole, jobTitle: '', firstName: 'Máya' })).toEqual({
      jobTitle: null,
      firstName: 'Máya',
    })
  })

  it('puts what was typed on top of what somebody else saved', () => {
    const whole = { ...maya, username: 'maya.ortiz' }
    const theirs = { ...whole, lastName: 'Ortiz-Lee', extension: '1042' }
    expect(onTopOf(theirs, whole, { ...whole, firstName: 'Máya', extension: '1050' })).toEqual({
      ...theirs,
      firstName: 'Máya',
      extension: '1050',
    })
  })

  it('sends an emptied name on, so that it is refused where it stands', () => {
    const whole = { ...maya, username: 'maya.ortiz' }
    expect(changingSpec(whole, { ...whole, lastName: '' })).toEqual({ lastName: '' })
  })

  it('says whether the welcome mail goes out only where an extension is given', () => {
    const whole = { ...maya, username: 'maya.ortiz' }
    expect(changingSpec(whole, { ...whole, extension: 'auto', sendWelcome: false })).toEqual({
      extension: 'auto',
      sendWelcome: false,
    })
    expect(changingSpec(whole, { ...whole, sendWelcome: false })).toEqual({})
  })

  it('asks about what is typed so far and leaves out what cannot be yet', () => {
    expect(askableSpec({ firstName: 'Maya', email: 'maya@', extension: '1' })).toEqual({ firstName: 'Maya' })
  })

  it('puts a repair into the fields', () => {
    expect(applyFix(maya, { extension: 'auto' }).extension).toBe('auto')
    expect(applyFix({ ...maya, license: 'x' }, { license: null, extension: null, numbers: [] })).toMatchObject({
      license: '',
      extension: '',
      numbers: [],
    })
    expect(applyFix(maya, { unknown: 1 })).toEqual(maya)
  })
})
