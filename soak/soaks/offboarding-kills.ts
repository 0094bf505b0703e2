import { type CompanyHome, makeCompanyHome } from '../../bench/kit/company-home.ts'
import { type OffhookServer, startOffhook } from '../../bench/kit/offhook-server.ts'
import type { Workspace } from '../../bench/kit/workspace.ts'
import { ask, eventually, HalfDone, kill, type Victim } from '../kit/kill.ts'
import type { Soak } from '../kit/soak.ts'

/** Who leaves at the same time, with one successor. */
const leaversEach = 6

// From the first request to after the last answer.
const longestDelayMs = 400

/** Kills the server, or the database under it, while people leave. */
export const offboardingKills: Soak = {
  name: 'offboarding-kills',
  title: 'kill -9 during offboarding: each person has left with everything, or not at all',
  run: ({ workspace, times, say }) => killOffboardings(workspace, times, say),
}

/** Lets six people leave at once, so many times, and kills each time at another moment; answers what was met. */
export async function killOffboardings(
  workspace: Workspace,
  times: number,
  say: (text: string) => void,
): Promise<string[]> {
  const company = await makeCompanyHome(workspace.folder, times * (leaversEach + 1))
  let server = await startOffhook(workspace, company.home)
  let left = 0
  for (let index = 0; index < times; index++) {
    const victim: Victim = index % 2 === 0 ? 'server' : 'database'
    const delayMs = Math.round(((index + 1) / (times + 1)) * longestDelayMs)
    const people = await peopleOfRound(company, index)
    const asked = people.leavers.map((id) => offboard(server, company, id, people.successor).catch(() => 'cut off'))
    await new Promise((resolve) => setTimeout(resolve, delayMs))
    await kill(server, company.home, victim)
    await Promise.all(asked)
    if (victim === 'server') server = await startOffhook(workspace, company.home)
    const gone = await eventually(() => requireWhole(company, people))
    left += gone
    say(`${index + 1}/${times}: ${victim} killed after ${delayMs} ms: ${gone} of ${leaversEach} had left, none by half`)
    await leaveAll(server, company, people)
  }
  await server.stop()
  return [
    `${times} kills, ${times * leaversEach} people: ${left} had left when it happened, the others had not begun; none had left by half`,
    'licences, numbers and extensions were exact after each, and whoever was still there could leave afterwards',
  ]
}

interface People {
  readonly successor: string
  readonly leavers: readonly string[]
}

async function peopleOfRound({ home, tenantId }: CompanyHome, round: number): Promise<People> {
  const first = round * (leaversEach + 1)
  const usernames = Array.from({ length: leaversEach + 1 }, (_, index) => `person${first + index}`)
  const rows = await eventually(() =>
    ask<{ id: string }>(
      home,
      `select id from app_user where tenant_id = $1 and username = any($2::text[]) order by array_position($2::text[], username)`,
      [tenantId, usernames],
    ),
  )
  const [successor, ...leavers] = rows.map(({ id }) => id)
  if (!successor || leavers.length !== leaversEach) throw new Error('The people of this round are not there.')
  return { successor, leavers }
}

async function offboard(server: OffhookServer, { apiToken }: CompanyHome, id: string, successorId: string) {
  const response = await fetch(`${server.url}/api/v1/users/${id}/offboard`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ successorId, callsGoToSuccessorForDays: 7, choices: { numbers: 'successor' } }),
  })
  // Who has left already is a refusal, which is what we want to hear then.
  if (!response.ok && response.status !== 409) throw new Error(`${response.status} ${await response.text()}`)
  return 'answered'
}

async function leaveAll(server: OffhookServer, company: CompanyHome, people: People): Promise<void> {
  await eventually(async () => {
    for (const id of people.leavers) await offboard(server, company, id, people.successor)
  })
  const gone = await requireWhole(company, people)
  if (gone !== leaversEach) throw new HalfDone(`Only ${gone} of ${leaversEach} could leave afterwards.`)
}

interface Standing {
  readonly id: string
  readonly deleted: boolean
  readonly seat: boolean
  readonly extension: boolean
  readonly numbers: number
  readonly handed: number
  readonly passed: number
  readonly recorded: number
  readonly findable: boolean
}

/** The truth in one snapshot: each has left with all that belongs to it, or nothing of theirs has changed. Answers how many have left. */
async function requireWhole({ home, tenantId }: CompanyHome, { leavers, successor }: People): Promise<number> {
  const rows = await ask<Standing>(
    home,
    `select u.id, u.deleted_at is not null as deleted, u.license_type_id is not null as seat,
      exists (select from extension e where e.tenant_id = u.tenant_id and e.user_id = u.id) as extension,
      (select count(*)::int from phone_number n where n.tenant_id = u.tenant_id and n.user_id = u.id) as numbers,
      (select count(*)::int from phone_number n where n.tenant_id = u.tenant_id and n.user_id = $3
        and n.e164 = (select '+' || (12122000000 + substr(u.username, 7)::bigint))) as handed,
      (select count(*)::int from call_succession s where s.tenant_id = u.tenant_id and s.leaver_user_id = u.id) as passed,
      (select count(*)::int from change c where c.tenant_id = u.tenant_id and c.entity_id = u.id::text and c.operation = 'delete') as recorded,
      exists (select from search_token k where k.tenant_id = u.tenant_id and k.user_id = u.id) as findable
    from app_user u where u.tenant_id = $1 and u.id = any($2::uuid[])`,
    [tenantId, leavers, successor],
  )
  const here = {
    deleted: false,
    seat: true,
    extension: true,
    numbers: 1,
    handed: 0,
    passed: 0,
    recorded: 0,
    findable: true,
  }
  const gone = {
    deleted: true,
    seat: false,
    extension: false,
    numbers: 0,
    handed: 1,
    passed: 1,
    recorded: 1,
    findable: false,
  }
  const isLike = ({ id: _, ...row }: Standing, other: object) =>
    Object.entries(other).every(([key, value]) => Reflect.get(row, key) === value)
  const half = rows.find((row) => !isLike(row, here) && !isLike(row, gone))
  if (half) throw new HalfDone(`Somebody has left by half: ${JSON.stringify(half)}`)
  await requireExactPool(home, tenantId)
  return rows.filter((row) => isLike(row, gone)).length
}

async function requireExactPool(home: string, tenantId: string): Promise<void> {
  const [pool] = await ask<{ used: number; seats: number }>(
    home,
    `select p.used, (select count(*)::int from app_user u where u.tenant_id = p.tenant_id and u.license_type_id = p.license_type_id) as seats
     from license_pool p where p.tenant_id = $1`,
    [tenantId],
  )
  if (pool?.used !== pool?.seats)
    throw new HalfDone(`The pool counts ${pool?.used} seats, and ${pool?.seats} are held.`)
}
