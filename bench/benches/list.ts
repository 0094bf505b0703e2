import { z } from 'zod'
import { type Api, apiOf, newPerson } from '../kit/api.ts'
import type { Bench } from '../kit/bench.ts'
import { type CompanyHome, personOf } from '../kit/company-home.ts'
import type { Figure, Findings } from '../kit/figure.ts'
import { withOffhook } from '../kit/offhook-server.ts'
import { percentile } from '../kit/statistics.ts'
import { timings } from '../kit/timing.ts'

const Page = z.object({ next: z.string().nullable(), items: z.array(z.object({ id: z.string() })) })

/** How long the Users page waits for what it shows. */
export const list: Bench = {
  name: 'list',
  title: 'GET /users, pages of 50, and the plan of the form that creates a user, in a large company',
  async run(context): Promise<Findings> {
    const company = await context.sharedHome(context.manyUsers)
    const count = context.isQuick ? 40 : 400
    return withOffhook(context.workspace, company.home, async (server) => {
      const api = apiOf(server, company)
      const work = workOf(api, company)
      for (const { run } of work) await timings(20, run)
      const health = await timings(count, () => api.get('/healthz'))
      const figures: Figure[] = []
      for (const { what, run } of work) {
        context.say(what)
        const times = await timings(count, run)
        for (const percent of [50, 99]) {
          figures.push({
            what: `${what}, p${percent}`,
            value: percentile(times, percent),
            unit: 'ms',
            yardstick: { what: 'GET /healthz', value: percentile(health, percent) },
            ...(percent === 99 ? { goal: { kind: 'at most', value: 50 } } : {}),
          })
        }
      }
      return { figures }
    })
  },
}

const isFull = (found: number) => found === 50
const isOne = (found: number) => found === 1

/** Conditions that most people meet, and such that hardly anybody does: then the whole list is gone through. */
const filters = [
  { what: 'needs attention', query: 'standing=needsAttention', isRight: isFull },
  { what: 'contact only', query: 'standing=contactOnly', isRight: isOne },
  { what: 'administrators', query: 'role=admin', isRight: isOne },
  { what: 'a letter and a phone app', query: 'query=m&device=desk', isRight: isFull },
  { what: 'by last change', query: 'sort=-changed', isRight: isFull },
]

function workOf(api: Api, company: CompanyHome): { what: string; run: (index: number) => Promise<unknown> }[] {
  const search = async (text: string, isRight: (found: number) => boolean) => {
    const page = Page.parse(JSON.parse(await api.get(`/api/v1/users?limit=50&query=${encodeURIComponent(text)}`)))
    if (!isRight(page.items.length)) throw new Error(`The search for “${text}” found ${page.items.length} people.`)
  }
  const some = (found: number) => found > 0
  const someone = (index: number) => personOf((index * 7_919) % company.users)
  let cursor: string | null = null
  return [
    { what: 'first page', run: () => api.get('/api/v1/users?limit=50') },
    {
      what: 'page after page',
      run: async () => {
        const text: string = await api.get(`/api/v1/users?limit=50${cursor ? `&cursor=${cursor}` : ''}`)
        cursor = Page.parse(JSON.parse(text)).next
      },
    },
    { what: 'search: one letter', run: (index) => search('mcłonpktai'[index % 10] ?? 'm', some) },
    { what: 'search: first name', run: (index) => search(someone(index).firstName ?? '', some) },
    {
      what: 'search: both names',
      run: (index) => search(`${someone(index).firstName?.slice(0, 3)} ${someone(index).lastName}`, some),
    },
    { what: 'search: extension', run: (index) => search(String(someone(index).extension), (found) => found === 1) },
    { what: 'search: nobody', run: (index) => search(`zzz${index}`, (found) => found === 0) },
    ...filters.map(({ what, query, isRight }) => ({
      what: `filter: ${what}`,
      run: async () => {
        const page = Page.parse(JSON.parse(await api.get(`/api/v1/users?limit=50&${query}`)))
        if (!isRight(page.items.length)) throw new Error(`The filter ${query} found ${page.items.length} people.`)
      },
    })),
    { what: 'plan of the form', run: () => api.planUser(newPerson(company)) },
  ]
}
