import type { NumberCategory } from '../../../contract/e164.ts'

/** So many numbers of one area in stock. */
export interface Area {
  readonly country: string
  readonly category: NumberCategory
  readonly area: string
  readonly free: number
}

/** What is looked for in the stock. */
export interface StockChoice {
  readonly country: string
  readonly category: NumberCategory
  readonly area: string
  readonly pattern: string
}

/** Countries with numbers in stock, the one with most first. */
export function countriesOf(areas: readonly Area[]): { code: string; free: number }[] {
  const free = new Map<string, number>()
  for (const area of areas) free.set(area.country, (free.get(area.country) ?? 0) + area.free)
  return [...free].map(([code, free]) => ({ code, free })).sort((a, b) => b.free - a.free)
}

/** The kinds of number that this country has in stock. */
export function categoriesOf(areas: readonly Area[], country: string): NumberCategory[] {
  return [...new Set(areas.filter((area) => area.country === country).map(({ category }) => category))].sort()
}

/** The areas of the chosen country and kind. */
export function areasOf(areas: readonly Area[], { country, category }: StockChoice): Area[] {
  return areas.filter((area) => area.country === country && area.category === category && area.area !== '')
}

/** The choice made possible: a country and a kind that are in stock. */
export function settleChoice(wish: StockChoice, areas: readonly Area[]): StockChoice {
  const countries = countriesOf(areas).map(({ code }) => code)
  const country = countries.includes(wish.country) ? wish.country : (countries[0] ?? wish.country)
  const categories = categoriesOf(areas, country)
  const category = categories.includes(wish.category) ? wish.category : (categories[0] ?? wish.category)
  return { ...wish, country, category }
}
