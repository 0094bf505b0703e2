import { describe, expect, it } from 'vitest'
import { ConsoleSearch, parseSearch, paths, stringifySearch } from './paths.ts'

describe('addresses of the console', () => {
  it('keeps a searched number a text, through writing and reading', () => {
    expect(parseSearch(stringifySearch({ q: '1042', site: undefined, state: '' }))).toEqual({ q: '1042' })
  })

  it('goes on only to addresses of our own after signing in', () => {
    expect(ConsoleSearch.parse({ next: '/users?q=maya' }).next).toBe('/users?q=maya')
    expect(ConsoleSearch.parse({ next: '//evil.example' }).next).toBeUndefined()
    expect(ConsoleSearch.parse({ next: '/\\evil.example' }).next).toBeUndefined()
    expect(ConsoleSearch.parse({ next: 'https://evil.example' }).next).toBeUndefined()
  })

  it('spells no address twice', () => {
    const all = Object.values(paths)
    expect(new Set(all).size).toBe(all.length)
  })
})
