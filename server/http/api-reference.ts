import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import type { House } from '../house.ts'
import type { Web } from './implement.ts'
import { referencePage } from './reference-page.ts'

/** What the OpenAPI 3.1 document says of the API as a whole. */
export function openApiInfo(house: House): NonNullable<FastifyDynamicSwaggerOptions['openapi']> {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Offhook API',
      version: '1',
      description:
        'Everything the console does. Sign in with an API token: `Authorization: Bearer offhook_…`. Errors are problem documents (RFC 9457) with stable codes.',
    },
    servers: [{ url: house.config.publicUrl }],
    components: { securitySchemes: { apiToken: { type: 'http', scheme: 'bearer' } } },
    security: [{ apiToken: [] }],
  }
}

/** `GET /api/openapi.json`, and the same to read at `GET /api`. */
export function apiReference(web: Web): void {
  let page: string | undefined
  const styles = join(import.meta.dirname, 'reference.css')
  web.app.get('/api/reference.css', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('text/css').send(await readFile(styles)),
  )
  web.app.get('/api/openapi.json', { schema: { hide: true } }, async () => web.app.swagger())
  web.app.get('/api', { schema: { hide: true } }, async (_request, reply) => {
    page ??= referencePage(web.app.swagger())
    return reply
      .type('text/html; charset=utf-8')
      .header(
        'content-security-policy',
        "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'",
      )
      .send(page)
  })
}
