import { beforeAll, describe, expect, it } from 'vitest'
import { BulkDone, type BulkEditSpec, BulkPlan } from '../../contract/api/bulk-edit.ts'
import { endpoints } from '../../contract/api/endpoints.ts'
import type { Id } from '../../contract/ids.ts'
import { createWorkers } from '../../server/jobs/workers.ts'
import { taskJobs } from '../../server/tasks/task-jobs.ts'
import { type ApiCompany, apiOfThisFile } from '../kit/api.ts'
import { createMany } from './create-many.ts'

const at = apiOfThisFile()

type Wish = Omit<Partial<BulkEditSpec>, 'set'> & { set: BulkEditSpec['set'] }

async function plan(acme: ApiCompany, body: Wish): Promise<BulkPlan> {
  return BulkPlan.parse(await acme.api.call(endpoints.bulkEditUsers, { body, query: { dryRun: 'true' } }))
}

async function edit(acme: ApiCompany, body: Wish): Promise<BulkDone> {
  return BulkDone.parse(await acme.api.call(endpoints.bulkEditUsers, { body }))
}

async function people(acme: ApiCompany, count: number, more = {}): Promise<Id[]> {
  return (await createMany(acme, count, more)).rows.map((row) => row.intent.userId)
}

async function titles(acme: ApiCompany): Promise<Record<string, number>> {
  const rows = await at.house.owner
    .selectFrom('app_user')
    .select(['job_title'])
    .where('tenant_id', '=', acme.tenantId)
    .execute()
  return Object.fromEntries(
    [...Map.groupBy(rows, (row) => row.job_title ?? 'none')].map(([title, ofTitle]) => [title, ofTitle.length]),
  )
}

const reached = { license: 'Standard', extension: 'auto' } as const

describe('a bulk edit', () => {
  it('says beforehand who changes, and then changes exactly them in one change set', async () => {
    const acme = await at.company()
    const ids = await people(acme, 5)
    await acme.api.updateUser(ids[0] ?? '', { jobTitle: 'Boss' })
    const planned = await plan(acme, { ids, set: { jobTitle: 'Boss' } })
    expect(planned.totals).toEqual({ users: 5, changed: 4, unchanged: 1, refused: 0 })
    expect(planned.rows.map((row) => row.kind)).toEqual(['update', 'update', 'update', 'update', 'unchanged'])
    expect(await titles(acme)).toEqual({ none: 5, Boss: 1 })
    const done = await edit(acme, { ids, set: { jobTitle: 'Boss' }, fingerprint: planned.fingerprint })
    expect(done).toMatchObject({ changed: 4, unchanged: 1, leftOutCount: 0, taskId: null })
    expect(await titles(acme)).toEqual({ none: 1, Boss: 5 })
    const [set] = (await acme.api.call(endpoints.listChangeSets)).items
    expect(set).toMatchObject({ id: done.changeSetId, summary: 'changed the job title of 4 users', count: 4 })
  })

  it('is undone as a whole', async () => {
    const acme = await at.company()
    const ids = await people(acme, 3)
    const done = await edit(acme, { ids, set: { jobTitle: 'Boss', services: { calls: { callWaiting: false } } } })
    const undone = await acme.api.undo(done.changeSetId)
    expect(undone).toMatchObject({ undone: 3, conflicts: [] })
    expect(await titles(acme)).toEqual({ none: 4 })
  })

  it('changes all who match a filter, and nobody else', async () => {
    const acme = await at.company()
    await people(acme, 3, { department: 'Sales' })
    await people(acme, 2, { department: 'Support' })
    const filter = { department: { is: ['Sales'] } }
    expect((await plan(acme, { filter, set: { jobTitle: 'Seller' } })).totals.changed).toBe(3)
    expect((await edit(acme, { filter, set: { jobTitle: 'Seller' } })).changed).toBe(3)
    expect(await titles(acme)).toEqual({ none: 3, Seller: 3 })
  })

  it('changes nobody when somebody cannot be changed, and names them with the reason', async () => {
    const acme = await at.company({ licenses: { Standard: 2 } })
    const ids = await people(acme, 5)
    const body = { ids, set: reached }
    const planned = await plan(acme, body)
    expect(planned.totals).toMatchObject({ changed: 2, refused: 3 })
    expect(planned.problems[0]).toMatchObject({ code: 'license_pool_empty', severity: 'shortage', count: 3 })
    expect(planned.problems[0]?.names).toHaveLength(3)
    expect(planned.licenses).toMatchObject([{ name: 'Standard', needed: 5, free: 2 }])
    expect(planned.rows.slice(0, 3).map((row) => row.kind)).toEqual(['invalid', 'invalid', 'invalid'])
    const refusal = await acme.api.refused(endpoints.bulkEditUsers, { body })
    expect(refusal).toMatchObject({ code: 'license_pool_empty', detail: expect.stringMatching(/^3 of 5 users cannot/) })
    expect(refusal.errors.map((error) => error.message)).toEqual(
      [2, 3, 4].map((n) => expect.stringMatching(`Number ${n}`)),
    )
    expect((await acme.api.call(endpoints.listLicenses)).items[0]).toMatchObject({ used: 0 })
  })

  it('changes the others on request and reports who was left out', async () => {
    const acme = await at.company({ licenses: { Standard: 2 } })
    const ids = await people(acme, 5)
    const done = await edit(acme, { ids, set: reached, skipInvalid: true })
    expect(done).toMatchObject({ changed: 2, leftOutCount: 3 })
    expect(done.leftOut[0]).toMatchObject({ field: '/license', message: expect.stringContaining('in use') })
    expect((await acme.api.call(endpoints.listLicenses)).items[0]).toMatchObject({ used: 2 })
  })

  it('gives a number to those without one and leaves the others theirs', async () => {
    const acme = await at.company({ numbers: '+1 415 555 0100 - 0109' })
    const [has = ''] = await people(acme, 1, { ...reached, numbers: ['auto'] })
    const ids = [has, ...(await people(acme, 2, reached))]
    const before = (await acme.api.call(endpoints.getUser, { params: { id: has } })).numbers
    expect((await plan(acme, { ids, set: { numbers: ['auto'] } })).numbers).toBe(2)
    expect(await edit(acme, { ids, set: { numbers: ['auto'] } })).toMatchObject({ changed: 2, unchanged: 1 })
    expect((await acme.api.call(endpoints.getUser, { params: { id: has } })).numbers).toEqual(before)
  })

  it('applies nothing when the plan is no longer the one that was looked at, and says what is different', async () => {
    const acme = await at.company()
    const ids = await people(acme, 3)
    const body = { ids, set: { jobTitle: 'Boss' } }
    const { fingerprint } = await plan(acme, body)
    await acme.api.updateUser(ids[1] ?? '', { jobTitle: 'Boss' })
    const refusal = await acme.api.refused(endpoints.bulkEditUsers, { body: { ...body, fingerprint } })
    expect(refusal.code).toBe('plan_changed')
    expect(refusal.detail).toContain('2 would change instead of 3')
    expect(refusal.errors.map((error) => error.message)).toEqual(['P Number 1 was changed meanwhile.'])
    expect(await titles(acme)).toEqual({ none: 3, Boss: 1 })
  })

  it('does not mind that another extension is free by now', async () => {
    const acme = await at.company()
    const ids = await people(acme, 2)
    const body = { ids, set: reached }
    const { fingerprint } = await plan(acme, body)
    await people(acme, 1, reached)
    expect(await edit(acme, { ...body, fingerprint })).toMatchObject({ changed: 2 })
  })

  it('leaves out who was removed meanwhile, and refuses names, mail addresses and nobody at all', async () => {
    const acme = await at.company()
    const [id = ''] = await people(acme, 1)
    const gone = '01900000-0000-7000-8000-000000000000'
    const done = await edit(acme, { ids: [id, gone], set: { jobTitle: 'Boss' }, skipInvalid: true })
    expect(done).toMatchObject({ changed: 1, leftOut: [{ entityId: gone }] })
    for (const body of [{ ids: [id], set: { firstName: 'X' } }, { set: { jobTitle: 'X' } }, { ids: [id], set: {} }]) {
      const { status } = await acme.api.send(endpoints.bulkEditUsers, { body: Object(body) })
      expect(status).toBe(422)
    }
  })

  it('never lets two at once over the same people leave a mixture', async () => {
    const acme = await at.company()
    const ids = await people(acme, 60)
    const halves = [ids.slice(0, 40), ids.slice(20)]
    const edits = halves.map((half, index) =>
      edit(acme, { ids: half.toReversed(), set: { jobTitle: `T${index}`, department: `D${index}` } }),
    )
    const done = await Promise.all(edits)
    expect(done.map((one) => one.changed)).toEqual([40, 40])
    const rows = await at.house.owner
      .selectFrom('app_user')
      .select(['job_title', 'department'])
      .where('tenant_id', '=', acme.tenantId)
      .where('job_title', 'is not', null)
      .execute()
    expect(rows).toHaveLength(60)
    const pairs = new Set(rows.map((row) => `${row.job_title} ${row.department}`))
    expect([...pairs].sort()).toEqual(['T0 D0', 'T1 D1'])
    // One of them was wholly second where they overlap.
    const middle = new Set(rows.map((row) => row.job_title)).size
    expect(middle).toBe(2)
  })
})

describe('a bulk edit of more than 500', () => {
  let acme: ApiCompany
  let ids: Id[]

  beforeAll(async () => {
    acme = await at.company()
    ids = await people(acme, 520)
  })

  async function withWorkers<T>(work: () => Promise<T>): Promise<T> {
    const workers = createWorkers(at.house, taskJobs(at.house))
    workers.start()
    try {
      return await work()
    } finally {
      await workers.stop()
    }
  }

  async function ended(id: Id) {
    const task = () => acme.api.call(endpoints.getTask, { params: { id } })
    await expect.poll(async () => (await task()).finishedAt, { timeout: 30_000 }).not.toBeNull()
    return task()
  }

  async function startedTask(body: Wish): Promise<Id> {
    const { status, body: answer } = await acme.api.send(endpoints.bulkEditUsers, { body })
    expect(status).toBe(202)
    return (answer as { taskId: Id }).taskId
  }

  it('is planned beside and carried out as a task, which can be undone as one', async () => {
    const body = { ids, set: { jobTitle: 'Boss' } }
    const { fingerprint, rows, totals } = await plan(acme, body)
    expect([rows.length, totals.changed]).toEqual([100, 520])
    const id = await startedTask({ ...body, fingerprint })
    expect(await acme.api.call(endpoints.getTask, { params: { id } })).toMatchObject({
      state: 'queued',
      title: 'change the job title of 520 users',
      total: 520,
    })
    at.house.heard.length = 0
    await withWorkers(async () => {
      const task = await ended(id)
      expect(task).toMatchObject({ state: 'done', done: 520, canUndo: true, result: { changed: 520, leftOutCount: 0 } })
      const undo = await acme.api.send(endpoints.undoChangeSet, { params: { id: task.changeSetId ?? '' } })
      expect(undo.status).toBe(202)
      const undone = await ended((undo.body as { taskId: Id }).taskId)
      expect(undone).toMatchObject({ state: 'done', result: { changed: 520 } })
    })
    expect(await titles(acme)).toEqual({ none: 521 })
    // The main thread announces what the thread beside has committed.
    const users = at.house.heard.filter((event) => event.kind === 'user')
    expect(users.map((event) => event.userIds?.length)).toEqual([520, 520])
    expect(at.house.heard.some((event) => event.kind === 'task' && event.ids?.includes(id))).toBe(true)
  })

  it('is waited for on request', async () => {
    const query = { wait: 'true' }
    const body = { filter: {}, set: { department: 'All' } }
    const done = await withWorkers(() => acme.api.call(endpoints.bulkEditUsers, { body, query }))
    expect(BulkDone.parse(done)).toMatchObject({ changed: 521, taskId: expect.any(String) })
  })

  it('fails as a whole with its problems, and says so', async () => {
    const body = { ids, set: reached }
    const task = await withWorkers(async () => ended(await startedTask(body)))
    expect(task).toMatchObject({ state: 'failed', changeSetId: null, problem: { code: 'license_pool_empty' } })
    expect(task.problem?.errors.length).toBe(100)
    expect((await acme.api.call(endpoints.listLicenses)).items[0]).toMatchObject({ used: 0 })
  })

  it('can be cancelled while it waits, and not afterwards', async () => {
    const id = await startedTask({ ids, set: { jobTitle: 'Never' } })
    expect(await acme.api.call(endpoints.cancelTask, { params: { id } })).toMatchObject({ state: 'cancelled' })
    expect((await acme.api.refused(endpoints.cancelTask, { params: { id } })).code).toBe('task_begun')
    const later = await startedTask({ ids, set: { jobTitle: 'Later' } })
    await withWorkers(() => ended(later))
    expect(await titles(acme)).toMatchObject({ Later: 520 })
    expect((await titles(acme)).Never).toBeUndefined()
  })
})

it('leaves no error in the log', () => {
  expect(at.house.errors).toEqual([])
})
