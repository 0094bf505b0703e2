import { describe, expect, it } from 'vitest'
import { countryChoices, countryName, likelyCountry, likelyTimeZone } from './places.ts'

describe('places', () => {
  it('offers every country once, without groups of countries and former ones', () => {
    const codes = countryChoices().flatMap(({ items }) => items.map(({ value }) => value))
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes).toEqual(expect.arrayContaining(['US', 'DE', 'JP', 'KE', 'VN']))
    expect(codes).not.toEqual(expect.arrayContaining(['EU']))
    for (const code of ['EU', 'ZZ', 'DD', 'SU', 'UN']) expect(codes).not.toContain(code)
    expect(codes.length).toBeGreaterThan(230)
  })

  it('names a country, and an unknown code by itself', () => {
    expect(countryName('DE')).toBe('Germany')
    expect(countryName('??')).toBe('??')
  })

  it('guesses the country from the browser’s languages', () => {
    expect(likelyCountry(['de', 'de-AT'])).toBe('AT')
    expect(likelyCountry(['en'])).toBe('US')
  })

  it('takes the browser’s zone only inside the country', () => {
    expect(likelyTimeZone('US', 'America/New_York', 'America/Los_Angeles')).toBe('America/Los_Angeles')
    expect(likelyTimeZone('US', 'America/New_York', 'Europe/Berlin')).toBe('America/New_York')
  })
})
