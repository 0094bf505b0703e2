import { expect, it } from 'vitest'
import { isolated, withoutIsolation } from './isolated.ts'

it('isolates names in scripts that run from right to left, and leaves all others as they are', () => {
  expect(['Łukasz Żółć', '山田 さくら', 'Noa בן־דוד', 'فاطمة الزهراء'].map(isolated)).toEqual([
    'Łukasz Żółć',
    '山田 さくら',
    '\u2068Noa בן־דוד\u2069',
    '\u2068فاطمة الزهراء\u2069',
  ])
  expect(withoutIsolation(`${isolated('Noa בן־דוד')} · 1006`)).toBe('Noa בן־דוד · 1006')
})
