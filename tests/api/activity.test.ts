import { beforeAll, expect, it } from 'vitest'
import { UndoAnswer } from '../../contract/api/change-sets.ts'
import { endpoints } from '../../contract/api/endpoints.ts'
import { type ApiCompany, apiOfThisFile, type Caller } from '../kit/api.ts'
import { createMany } from './create-many.ts'

const at = apiOfThisFile()
let acme: ApiCompany
let ada: Caller
let made: { id: string; changeSetId: string }

beforeAll(async () => {
  acme = await at.company()
  ada = await at.signedIn(acme, acme.adminId)
  await createMany(acme, 1100)
  const { user, changeSetId } = await acme.api.createUser({
    firstName: 'Łucja',
    lastName: 'Żak',
    email: 'l@acme.example',
    site: 'HQ',
  })
  made = { id: user.id, changeSetId: changeSetId ?? '' }
  await ada.updateUser(user.id, { jobTitle: '=Boss', lastName: 'Wolf' })
  await ada.call(endpoints.updateTenant, { body: { name: 'Acme & Sons' } })
})

async function summaries(query: Record<string, string>): Promise<string[]> {
  return (await acme.api.call(endpoints.listChangeSets, { query })).items.map(({ summary }) => summary)
}

it('finds changes by who, what, how, when and the name of what was changed', async () => {
  const { items: actors } = await acme.api.call(endpoints.listActors)
  const key = (kind: string) => actors.find((one) => one.kind === kind)?.key ?? ''
  expect(actors.map(({ kind }) => kind).sort()).toEqual(['apiToken', 'operator', 'user'])
  expect(await summaries({ actor: key('user') })).toEqual(['changed the company’s settings', 'changed Łucja Wolf'])
  expect(await summaries({ actor: key('apiToken') })).toEqual(['created Łucja Żak'])
  expect(await summaries({ actor: `!${key('user')},${key('operator')}` })).toEqual(['created Łucja Żak'])
  expect(await summaries({ kind: 'user.update' })).toEqual(['changed Łucja Wolf'])
  expect(await summaries({ kind: 'user', source: '!cli' })).toEqual(['changed Łucja Wolf', 'created Łucja Żak'])
  expect(await summaries({ kind: '!user', source: 'console' })).toEqual(['changed the company’s settings'])
  // By the name of today, whatever it was then; and of who is gone by the name of the day.
  expect(await summaries({ text: 'wolf' })).toEqual(['changed Łucja Wolf', 'created Łucja Żak'])
  const { user } = await acme.api.createUser({
    firstName: 'Gone',
    lastName: 'Soon',
    email: 'g@acme.example',
    site: 'HQ',
  })
  await acme.api.call(endpoints.deleteUser, { params: { id: user.id } })
  expect(await summaries({ text: 'gone s' })).toEqual(['deleted Gone Soon', 'created Gone Soon'])
  expect(await summaries({ text: 'nobody' })).toEqual([])
  expect(await summaries({ from: new Date(Date.now() + 60_000).toISOString() })).toEqual([])
  expect(await summaries({ to: '2024-01-01' })).toEqual([])
  expect((await summaries({ from: '2024-01-01' })).length).toBeGreaterThan(3)
})

it('shows each change of a large set, page by page', async () => {
  const [large] = (await acme.api.call(endpoints.listChangeSets, { query: { kind: 'user.create', source: 'cli' } }))
    .items
  const params = { id: large?.id ?? '' }
  const seen: string[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await acme.api.call(endpoints.listChanges, {
      params,
      query: { limit: 400, ...(cursor ? { cursor } : {}) },
    })
    seen.push(...page.items.map(({ label }) => label))
    cursor = page.next
  }
  expect(seen).toEqual(Array.from({ length: 1100 }, (_, index) => `P Number ${index}`))
})

it('takes back, does again, and takes that back, each in its own words', async () => {
  const undo = async (id: string) =>
    UndoAnswer.parse(await acme.api.call(endpoints.undoChangeSet, { params: { id } })).changeSetId ?? ''
  const { changeSetId } = await acme.api.updateUser(made.id, { department: 'Sales' })
  const first = changeSetId ?? ''
  const undone = await undo(first)
  const redone = await undo(undone)
  const { department } = await acme.api.call(endpoints.getUser, { params: { id: made.id } })
  expect(department).toBe('Sales')
  expect((await summaries({ entityId: made.id })).slice(0, 3)).toEqual([
    'did again: changed Łucja Wolf',
    'took back: changed Łucja Wolf',
    'changed Łucja Wolf',
  ])
  const views = await Promise.all(
    [first, undone, redone].map((id) => acme.api.call(endpoints.getChangeSet, { params: { id } })),
  )
  expect(views.map(({ canUndo, undoneBy, redoneBy }) => [canUndo, undoneBy, redoneBy])).toEqual([
    [false, undone, redone],
    [false, redone, null],
    [true, null, null],
  ])
  await undo(redone)
  expect((await acme.api.call(endpoints.getUser, { params: { id: made.id } })).department).toBeNull()
})

it('writes a file of each change, safe for a spreadsheet, and keeps that it was taken', async () => {
  const { body, headers } = await ada.send(endpoints.exportChanges, { query: { text: 'Łucja' } })
  expect(headers['content-disposition']).toContain('activity.csv')
  const lines = String(body).trimEnd().split('\r\n')
  expect(lines.some((line) => line.includes('job title: – → =Boss'))).toBe(true)
  expect(lines.some((line) => line.includes('last name: Żak → Wolf'))).toBe(true)
  const whole = await ada.send(endpoints.exportChanges, {})
  expect(String(whole.body).trimEnd().split('\r\n').length).toBeGreaterThan(1103)
  const { items } = await ada.call(endpoints.listAccessEvents, { query: { limit: 3 } })
  expect(items.slice(0, 2).map(({ kind, about }) => [kind, about])).toEqual([
    ['export', 'activity'],
    ['export', 'activity'],
  ])
  expect((await ada.call(endpoints.listAccessEvents, { query: { kind: '!export' } })).items[0]?.kind).toBe('signIn')
})
