import { sql } from 'kysely'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { ProblemError } from '../problem-error.ts'
import type { Web } from './implement.ts'
import { publicContextOf } from './public-context.ts'

/** `GET /healthz` for load balancers, and `GET /metrics` (Prometheus text) for this machine alone. */
export function healthRoutes(web: Web): void {
  const { house } = web
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'offhook_' })
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name: `offhook_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(value())
      },
    })
  gauge('registrations', 'Phones registered now', () => house.calling?.health().registrations ?? 0)
  gauge('calls', 'Calls ringing or answered now', () => house.calling?.health().calls ?? 0)
  web.app.get('/healthz', { schema: { hide: true } }, async (_request, reply) => {
    await sql`select 1`.execute(house.db.global)
    const isListening = house.calling?.health().isListening ?? false
    return reply.code(isListening ? 200 : 503).send({ database: true, calling: isListening })
  })
  web.app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!publicContextOf(house, request).isLocal) throw new ProblemError('not_found', 'There is nothing here.')
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}
