import { PlanView, UserWritten } from '../../contract/api/users.ts'
import type { UserSpec } from '../../contract/user-spec.ts'
import type { CompanyHome } from './company-home.ts'
import type { OffhookServer } from './offhook-server.ts'

/** The HTTP API of a running server, with the company's token. */
export interface Api {
  createUser(spec: UserSpec): Promise<UserWritten>
  planUser(spec: UserSpec): Promise<PlanView>
  /** Reads the whole answer, as text. */
  get(path: string): Promise<string>
}

/** The API of the company on this server. */
export function apiOf(server: OffhookServer, company: CompanyHome): Api {
  const headers = { authorization: `Bearer ${company.apiToken}` }
  async function request(path: string, body?: object): Promise<string> {
    const response = await fetch(`${server.url}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: body ? { ...headers, 'content-type': 'application/json' } : headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`)
    return text
  }
  return {
    createUser: async (spec) => UserWritten.parse(JSON.parse(await request('/api/v1/users', spec))),
    planUser: async (spec) => PlanView.parse(JSON.parse(await request('/api/v1/users?dryRun=true', spec))),
    get: (path) => request(path),
  }
}

let people = 0

/** A person who gets everything at once: licence, extension, number, web phone and SIP phone; the rest is the usual. */
export function newPerson({ siteId }: CompanyHome): UserSpec {
  people += 1
  return {
    firstName: 'Nova',
    lastName: `Okonkwo ${people}`,
    email: `nova${people}@bench.example`,
    username: `nova${people}`,
    site: siteId,
    jobTitle: 'Account Executive',
    department: 'Sales',
    license: 'Standard',
    extension: 'auto',
    numbers: ['auto'],
    devices: ['web', 'desk'],
  }
}
