import { type CompanyHome, makeCompanyHome } from '../../bench/kit/company-home.ts'
import { type OffhookServer, startOffhook } from '../../bench/kit/offhook-server.ts'
import type { Workspace } from '../../bench/kit/workspace.ts'
import { TaskStarted, TaskView } from '../../contract/api/tasks.ts'
import { ask, eventually, HalfDone, kill, type Victim } from '../kit/kill.ts'
import type { Soak } from '../kit/soak.ts'

/** More than a request may change at once, so that it is a task. */
const users = 1_000

// From the beginning of the task to well after its usual end.
const longestDelayMs = 500

/** Kills the server, or the database under it, in the middle of bulk edits. */
export const bulkEditKills: Soak = {
  name: 'bulk-edit-kills',
  title: `kill -9 during bulk edits of ${users.toLocaleString('en-US')} users: all or nothing, and the task says which`,
  run: ({ workspace, times, say }) => killBulkEdits(workspace, times, say),
}

/** What one kill met. */
interface Round {
  readonly victim: Victim
  readonly delayMs: number
  /** Whether the changes were there when the kill was over, before the task was taken up again. */
  readonly wasDone: boolean
  readonly tries: number
}

/** Edits everybody so many times and kills each time at another moment; answers what was met. Throws when anything is half done. */
export async function killBulkEdits(
  workspace: Workspace,
  times: number,
  say: (text: string) => void,
): Promise<string[]> {
  const company = await makeCompanyHome(workspace.folder, users)
  let server = await startOffhook(workspace, company.home)
  const rounds: Round[] = []
  for (let index = 0; index < times; index++) {
    const victim = index % 2 === 0 ? 'server' : 'database'
    const delayMs = Math.round((index / Math.max(1, times - 1)) * longestDelayMs)
    const met = await killOnce(workspace, company, server, { victim, delayMs, mark: `Round ${index + 1}` })
    server = met.server
    rounds.push(met.round)
    say(`${index + 1}/${times}: ${roundText(met.round)}`)
  }
  await server.stop()
  return summaryOf(rounds)
}

function roundText({ victim, delayMs, wasDone, tries }: Round): string {
  const found = wasDone ? 'it had taken effect' : 'nothing had changed'
  return `${victim} killed ${delayMs} ms after the task began: ${found}; done in ${tries} ${tries === 1 ? 'try' : 'tries'}`
}

function summaryOf(rounds: readonly Round[]): string[] {
  const before = rounds.filter(({ wasDone }) => !wasDone).length
  return [
    `${rounds.length} kills: ${rounds.filter(({ victim }) => victim === 'server').length} of the server, ${rounds.filter(({ victim }) => victim === 'database').length} of the database`,
    `${before} before the change took effect, ${rounds.length - before} after it; none left anything half done`,
    'every task was done exactly once in the end, and never said so before',
  ]
}

interface Wish {
  readonly victim: Victim
  readonly delayMs: number
  /** What everybody gets: tells this round's change from all others. */
  readonly mark: string
}

async function killOnce(
  workspace: Workspace,
  company: CompanyHome,
  server: OffhookServer,
  { victim, delayMs, mark }: Wish,
): Promise<{ server: OffhookServer; round: Round }> {
  const { taskId } = await startEdit(server, company, mark)
  await eventually(async () => {
    if ((await taskOf(server, company, taskId)).state === 'queued') throw new Error('The task does not begin.')
  })
  await new Promise((resolve) => setTimeout(resolve, delayMs))
  await kill(server, company.home, victim)
  const alive = victim === 'server' ? await startOffhook(workspace, company.home) : server
  const wasDone = (await eventually(() => requireWhole(company, taskId, mark))).state === 'done'
  await eventually(async () => {
    await requireWhole(company, taskId, mark)
    const { finishedAt } = await taskOf(alive, company, taskId)
    if (!finishedAt) throw new Error('The task does not end.')
  })
  const { state, attempt } = await requireWhole(company, taskId, mark)
  if (state !== 'done') throw new HalfDone(`The task of ${mark} ended as ${state}.`)
  return { server: alive, round: { victim, delayMs, wasDone, tries: attempt } }
}

interface Standing {
  readonly state: string
  readonly attempt: number
  readonly changed: number
  readonly recorded: number
  readonly sets: number
}

/** The truth in one snapshot: nobody has the mark and the task is not done, or everybody has it, once in history, and the task is done. */
async function requireWhole({ home, users, tenantId }: CompanyHome, taskId: string, mark: string): Promise<Standing> {
  const [standing] = await ask<Standing>(
    home,
    `select t.state, t.attempt,
      (select count(*) from app_user where tenant_id = t.tenant_id and department = $3)::int as changed,
      (select count(*) from change where tenant_id = t.tenant_id and after->>'department' = $3)::int as recorded,
      (select count(distinct change_set_id) from change where tenant_id = t.tenant_id and after->>'department' = $3)::int as sets
     from task t where t.tenant_id = $1 and t.id = $2`,
    [tenantId, taskId, mark],
  )
  if (!standing) throw new HalfDone(`The task of ${mark} is gone.`)
  const { state, changed, recorded, sets } = standing
  // The founder has no licence and is changed with all others.
  const everybody = users + 1
  const isNothing = changed === 0 && recorded === 0 && state !== 'done'
  const isAll = changed === everybody && recorded === everybody && sets === 1 && state === 'done'
  if (!isNothing && !isAll) throw new HalfDone(`${mark} is half done: ${JSON.stringify(standing)}`)
  return standing
}

async function startEdit(server: OffhookServer, company: CompanyHome, mark: string): Promise<TaskStarted> {
  const body = JSON.stringify({ filter: {}, set: { department: mark } })
  return eventually(async () => TaskStarted.parse(await request(server, company, '/users/bulk-edit', body)))
}

async function taskOf(server: OffhookServer, company: CompanyHome, id: string): Promise<TaskView> {
  return TaskView.parse(await request(server, company, `/tasks/${id}`))
}

async function request(
  server: OffhookServer,
  { apiToken }: CompanyHome,
  path: string,
  body?: string,
): Promise<unknown> {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${apiToken}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body } : {}),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`)
  return JSON.parse(text)
}
