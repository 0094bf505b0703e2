import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { endpoints } from '../../contract/api/endpoints.ts'
import type { OffboardSpec } from '../../contract/api/leaving.ts'
import { type Id, newId } from '../../contract/ids.ts'
import { UserSpec } from '../../contract/user-spec.ts'
import { changeUsers, previewUsers } from '../../server/changes/change-users.ts'
import { valueAt } from '../../server/changes/fields.ts'
import type { Intent } from '../../server/changes/intent.ts'
import { purgeExpired } from '../../server/leaving/purge-users.ts'
import { loadUserFacts } from '../../server/users/user-facts.ts'
import { type ApiCompany, apiOfThisFile } from '../kit/api.ts'
import { addUnusedNumbers } from './unused-numbers.ts'

// Random lives of a small company with too few licences, extensions and numbers for everybody: whatever happens in whatever
// order, nothing is lost, nothing is given twice, and every count is right.

const at = apiOfThisFile()
const rounds = Number(process.env.MODEL_RUNS ?? 6)
const operations = Number(process.env.MODEL_OPERATIONS ?? 400)
let block = 50

type Step =
  | { readonly do: 'create'; readonly spec: UserSpec }
  | { readonly do: 'change'; readonly who: number; readonly spec: UserSpec }
  | { readonly do: 'undo'; readonly which: number }
  | { readonly do: 'offboard'; readonly who: number; readonly successor: number; readonly wish: Partial<OffboardSpec> }
  | { readonly do: 'bin'; readonly how: 'restore' | 'purge'; readonly who: number }
  | { readonly do: 'swap'; readonly one: number; readonly other: number }
  | { readonly do: 'month' }

const wishes = fc.record(
  {
    license: fc.constantFrom('Standard', 'Lobby', null),
    extension: fc.constantFrom('auto' as const, '1000', '1001', '1002', null),
    numbers: fc.constantFrom<('auto' | string)[]>([], ['auto'], ['auto', 'auto']),
    username: fc.constantFrom('auto' as const, 'maya', 'Bob'),
    devices: fc.constantFrom<('web' | 'desk')[]>(['web'], ['desk'], ['web', 'desk'], []),
    jobTitle: fc.constantFrom('Boss', null),
    externalId: fc.constantFrom('e1', 'e2', null),
    role: fc.constantFrom('user' as const, 'admin' as const),
  },
  { requiredKeys: [] },
)
const leavings = fc.record(
  {
    outcome: fc.constantFrom('delete' as const, 'suspend' as const),
    callsGoToSuccessorForDays: fc.constantFrom(null, 3),
    choices: fc.record(
      {
        numbers: fc.constantFrom('quarantine' as const, 'successor' as const, 'free' as const),
        forwarding: fc.constantFrom('successor' as const, 'remove' as const, 'leave' as const),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
)
const states = fc.constantFrom('active' as const, 'suspended' as const, 'deleted' as const)
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: wishes.map((spec) => ({ do: 'create' as const, spec })) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('change' as const), who: fc.nat(), spec: wishes }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('change' as const), who: fc.nat(), spec: fc.record({ state: states }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('undo' as const), which: fc.nat() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('offboard' as const),
      who: fc.nat(),
      successor: fc.nat(),
      wish: leavings,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('bin' as const),
      how: fc.constantFrom('restore' as const, 'purge' as const),
      who: fc.nat(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('swap' as const), one: fc.nat(), other: fc.nat() }) },
  { weight: 1, arbitrary: fc.constant({ do: 'month' as const }) },
)

const newcomer = { firstName: 'Maya', lastName: 'Ortiz', email: 'maya@acme.example', site: 'HQ', sendWelcome: false }

async function smallCompany(): Promise<ApiCompany> {
  block += 1
  const company = await at.company({ licenses: { Standard: 2, Lobby: 1 }, extensions: { from: '1000', to: '1003' } })
  await addUnusedNumbers(
    company,
    [0, 1, 2].map((last) => `+141555${block}00${last}`),
  )
  return company
}

/** A month: rests end, and who lay in the recycle bin is gone. Rows that somebody is changing stand outside of time: waiting for them in no order would be a deadlock. */
async function monthPasses({ tenantId }: ApiCompany): Promise<void> {
  await sql`update phone_number n set quarantined_until = now() from (
      select e164 from phone_number where tenant_id = ${tenantId} and quarantined_until is not null for update skip locked
    ) as resting where n.tenant_id = ${tenantId} and n.e164 = resting.e164`.execute(at.house.owner)
  await sql`update app_user u set deleted_at = u.deleted_at - interval '31 days' from (
      select id from app_user where tenant_id = ${tenantId} and deleted_at is not null for update skip locked
    ) as gone where u.tenant_id = ${tenantId} and u.id = gone.id`.execute(at.house.owner)
  await purgeExpired(at.house)
}

/** What a step asks of the API. */
function sent({ api }: ApiCompany, users: Id[], changes: Id[], step: Exclude<Step, { do: 'month' }>) {
  const user = (which: number) => users[which % users.length] ?? newId()
  const numbers = [0, 1, 2].map((last) => `+141555${block}00${last}`)
  switch (step.do) {
    case 'create':
      return api.send(endpoints.createUser, { body: { ...newcomer, ...step.spec } })
    case 'change':
      return api.send(endpoints.updateUser, { params: { id: user(step.who) }, body: step.spec })
    case 'undo':
      return api.send(endpoints.undoChangeSet, { params: { id: changes[step.which % changes.length] ?? newId() } })
    case 'offboard':
      return api.send(endpoints.offboard, {
        params: { id: user(step.who) },
        body: { ...step.wish, successorId: user(step.successor) },
      })
    case 'bin':
      return step.how === 'restore'
        ? api.send(endpoints.restoreUsers, { body: { userIds: [user(step.who)] } })
        : api.send(endpoints.purgeUsers, { body: { userIds: [user(step.who)] } })
    case 'swap':
      return api.send(endpoints.swapNumbers, {
        body: { first: numbers[step.one % 3] ?? '', second: numbers[step.other % 3] ?? '' },
      })
  }
}

/** Refusals are part of life; failures of ours are not. */
async function live(company: ApiCompany, users: Id[], changes: Id[], step: Step): Promise<void> {
  if (step.do === 'month') return monthPasses(company)
  const answer = await sent(company, users, changes, step)
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(500)
  const { changeSetId, user } = answer.body as { changeSetId?: Id | null; user?: { id: Id } }
  if (changeSetId) changes.push(changeSetId)
  if (step.do === 'create' && user) users.push(user.id)
}

/** What must be true of any company at any moment; each line names who breaks it. */
async function broken({ tenantId }: ApiCompany): Promise<string[]> {
  const { rows } = await sql<{ what: string }>`
    with u as (select * from app_user where tenant_id = ${tenantId})
    select 'pool ' || p.used || ' but ' || count(u.id) || ' seats' as what
      from license_pool p left join u on u.license_type_id = p.license_type_id
      where p.tenant_id = ${tenantId} group by p.license_type_id, p.used having p.used <> count(u.id)
    union all select 'overdrawn' from license_pool where tenant_id = ${tenantId} and used > owned
    union all select 'deleted with an extension: ' || e.number from extension e join u on u.id = e.user_id where u.state = 'deleted'
    union all select 'deleted with a number: ' || n.e164 from phone_number n join u on u.id = n.user_id where u.state = 'deleted'
    union all select 'resting for somebody alive: ' || n.e164 from phone_number n join u on u.id = n.reserved_for_user_id
      where n.tenant_id = ${tenantId} and u.state <> 'deleted' and n.user_id is not null
    union all select 'resting for nobody: ' || n.e164 from phone_number n
      where n.tenant_id = ${tenantId} and n.reserved_for_user_id is not null and not exists (select from u where u.id = n.reserved_for_user_id)
    union all select 'extension of two: ' || e.number from extension e where e.tenant_id = ${tenantId} group by e.number having count(*) > 1
    union all select 'deleted with a seat: ' || u.id from u where u.state = 'deleted' and u.license_type_id is not null
    union all select 'signed in though gone: ' || s.id from session s join u on u.id = s.user_id where u.state <> 'active'
    union all select 'number without owner: ' || n.e164 from phone_number n left join number_owner o on o.e164 = n.e164
      where n.tenant_id = ${tenantId} and o.tenant_id is distinct from n.tenant_id
    union all select 'positions of ' || n.user_id from phone_number n where n.tenant_id = ${tenantId} and n.user_id is not null
      group by n.user_id
      having min(n.position) <> 0 or max(n.position) <> count(*) - 1 or count(distinct n.position) <> count(*)
    union all select 'findable: ' || k.user_id from search_token k join u on u.id = k.user_id where k.tenant_id = ${tenantId} and u.state = 'deleted'
    union all select 'not findable: ' || u.id from u where u.state <> 'deleted' and not exists (select from search_token k where k.tenant_id = ${tenantId} and k.user_id = u.id)
    union all select 'phone of somebody deleted: ' || a.id from sip_account a join u on u.id = a.user_id where u.state = 'deleted' and a.disabled_at is null
    union all select 'phone without the right: ' || a.id from sip_account a join u on u.id = a.user_id
      where a.kind = 'sip' and a.disabled_at is null and not 'desk' = any(u.devices)
    union all select 'nobody administers' where not exists (select from u where role = 'admin' and state = 'active')
    union all select 'numbers lost: ' || count(*) from phone_number where tenant_id = ${tenantId} having count(*) <> 3`.execute(
    at.house.owner,
  )
  return rows.map((row) => row.what)
}

it('keeps every count right through random lives of hiring, changing, leaving, returning and undoing', {
  timeout: 3_600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 25, maxLength: 40 }), async (life) => {
      const company = await smallCompany()
      const users: Id[] = [company.adminId]
      const changes: Id[] = []
      for (const step of life) {
        await live(company, users, changes, step)
        expect(await broken(company), JSON.stringify(step)).toEqual([])
      }
    }),
    { numRuns: rounds },
  )
  expect(at.house.errors).toEqual([])
})

it('keeps every count right when 32 live at once', { timeout: 3_600_000 }, async () => {
  const company = await smallCompany()
  const users: Id[] = [company.adminId]
  const changes: Id[] = []
  const life = fc.sample(steps, { numRuns: operations, seed: 7 })
  const writers = Array.from({ length: 32 }, async (_, writer) => {
    for (const step of life.filter((_, index) => index % 32 === writer)) await live(company, users, changes, step)
  })
  await Promise.all(writers)
  expect(await broken(company)).toEqual([])
  expect(at.house.errors).toEqual([])
})

it('does exactly what the plan said', { timeout: 3_600_000 }, async () => {
  const specs = fc.array(wishes, { minLength: 1, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(specs, async (wished) => {
      const company = await smallCompany()
      const intents: Intent[] = wished.map((spec) => ({
        userId: newId(),
        isNew: true,
        spec: UserSpec.parse({ ...newcomer, ...spec }),
        expectedVersion: null,
        numbersOfDeleted: 'quarantine',
      }))
      const plan = await previewUsers(company.ctx, intents)
      if (plan.totals.invalid > 0) {
        await expect(changeUsers(company.ctx, intents)).rejects.toThrow()
        return
      }
      await changeUsers(company.ctx, intents)
      const ids = intents.map((intent) => intent.userId)
      const facts = await at.house.db.inTenant(company.tenantId, (tx) => loadUserFacts(tx, ids))
      for (const row of plan.rows) {
        const record = facts.get(ids[row.index] ?? '')?.record
        expect(row.chosen).toEqual({
          username: record?.username,
          extension: record?.extension,
          numbers: record?.numbers,
        })
        const plain = (value: unknown) =>
          typeof value === 'object' && value !== null && 'id' in value ? value.id : value
        for (const { field, after } of row.changes) expect(plain(after)).toEqual(record && valueAt(record, field))
      }
      expect(await broken(company)).toEqual([])
    }),
    { numRuns: rounds * 3 },
  )
})
