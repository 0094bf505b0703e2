import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { endpoints } from '../../contract/api/endpoints.ts'
import { type Id, newId } from '../../contract/ids.ts'
import { UserSpec } from '../../contract/user-spec.ts'
import { changeUsers, previewUsers } from '../../server/changes/change-users.ts'
import type { Intent } from '../../server/changes/intent.ts'
import { loadUserFacts } from '../../server/users/user-facts.ts'
import { type ApiCompany, apiOfThisFile } from '../kit/api.ts'
import { addUnusedNumbers } from './unused-numbers.ts'

// Random lives of a small company with too few licences, extensions and numbers for everybody: whatever happens in whatever
// order, nothing is lost, nothing is given twice, and every count is right.

const at = apiOfThisFile()
const rounds = Number(process.env.MODEL_RUNS ?? 6)
let block = 50

type Step =
  | { readonly do: 'create'; readonly spec: UserSpec }
  | { readonly do: 'change'; readonly who: number; readonly spec: UserSpec }
  | { readonly do: 'undo'; readonly which: number }
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
const states = fc.constantFrom('active' as const, 'suspended' as const, 'deleted' as const)
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: wishes.map((spec) => ({ do: 'create' as const, spec })) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('change' as const), who: fc.nat(), spec: wishes }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('change' as const), who: fc.nat(), spec: fc.record({ state: states }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('undo' as const), which: fc.nat() }) },
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

/** Refusals are part of life; failures of ours are not. */
async function live(company: ApiCompany, users: Id[], changes: Id[], step: Step): Promise<void> {
  const { api } = company
  if (step.do === 'month') {
    await sql`update phone_number set quarantined_until = now() where tenant_id = ${company.tenantId} and quarantined_until is not null`.execute(
      at.house.owner,
    )
    return
  }
  const answer =
    step.do === 'undo'
      ? await api.send(endpoints.undoChangeSet, { params: { id: changes[step.which % changes.length] ?? newId() } })
      : step.do === 'create'
        ? await api.send(endpoints.createUser, { body: { ...newcomer, ...step.spec } })
        : await api.send(endpoints.updateUser, {
            params: { id: users[step.who % users.length] ?? newId() },
            body: step.spec,
          })
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
  timeout: 300_000,
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

it('keeps every count right when many live at once', { timeout: 120_000 }, async () => {
  const company = await smallCompany()
  const users: Id[] = [company.adminId]
  const changes: Id[] = []
  const life = fc.sample(steps, { numRuns: 160, seed: 7 })
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (const step of life.filter((_, index) => index % 8 === writer)) await live(company, users, changes, step)
  })
  await Promise.all(writers)
  expect(await broken(company)).toEqual([])
  expect(at.house.errors).toEqual([])
})

it('does exactly what the plan said', { timeout: 120_000 }, async () => {
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
        for (const { field, after } of row.changes) expect(plain(after)).toEqual(Reflect.get(record ?? {}, field))
      }
      expect(await broken(company)).toEqual([])
    }),
    { numRuns: rounds * 3 },
  )
})
