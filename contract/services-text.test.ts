import { describe, expect, it } from 'vitest'
import { defaultServices } from './services-spec.ts'
import { settingText, usersNamedIn } from './services-text.ts'

const display = (number: string) => number
const l = '0190a000-0000-7000-8000-000000000001'
const people = { nameOf: (id: string) => (id === l ? 'Łukasz Żółć' : 'somebody'), display }
const ring = (...targets: unknown[]) => ({ kind: 'ring', targets, order: 'inTurn', secondsEach: 20 })

describe('settings in words', () => {
  it('says where calls go', () => {
    const text = (value: unknown) => settingText('services.forwarding.always', value, people)
    expect(text(null)).toBe('off')
    expect(text({ kind: 'busy' })).toBe('busy tone')
    expect(text(ring({ kind: 'user', userId: l }))).toBe('rings Łukasz Żółć for 20 s')
    expect(text(ring({ kind: 'number', number: '+442079460000' }, { kind: 'user', userId: l }))).toBe(
      'rings +442079460000, then Łukasz Żółć, 20 s each',
    )
    expect(settingText('services.forwarding.blocked', null, people)).toBe('refused')
  })

  it('says who, when and where of a custom rule', () => {
    const rule = {
      name: 'Nights',
      isOn: false,
      callers: { kind: 'listed', callers: [{ kind: 'prefix', prefix: '+44' }] },
      times: { days: [1, 2, 3, 4, 5], from: '17:00', to: '09:00', firstDay: null, lastDay: '2026-12-31' },
      to: { kind: 'ownPhones' },
    }
    expect(settingText('services.forwarding.rules', [rule], people)).toBe(
      '1. Nights (off): all that begin with +44, Mon–Fri, 17:00–09:00, to 2026-12-31 → rings their own phones',
    )
  })

  it('has words for the default of every setting', () => {
    for (const [section, settings] of Object.entries(defaultServices))
      for (const [setting, value] of Object.entries(settings)) {
        if (typeof value === 'number' && setting !== 'noAnswerSeconds') continue
        expect(settingText(`services.${section}.${setting}`, value, people), `${section}.${setting}`).not.toBeNull()
      }
  })

  it('answers nothing for a value of another shape', () => {
    expect(settingText('services.forwarding.always', { kind: 'fax' }, people)).toBeNull()
    expect(settingText('email', 'a@b.example', people)).toBeNull()
  })

  it('finds the people that a value names, however deep', () => {
    expect(usersNamedIn([{ to: ring({ kind: 'user', userId: l }) }])).toEqual([l])
  })
})
