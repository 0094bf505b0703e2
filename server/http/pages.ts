import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Web } from './implement.ts'
import { answerMissing } from './problem-response.ts'
import { pagePolicy } from './security-headers.ts'

const built = resolve(import.meta.dirname, '../../dist/web')
const yearS = 31_536_000
const hidden = { schema: { hide: true } }

/** The built web applications: the phone at `/phone`, the console at every other address, their files with hashed names for good. */
export function pages(web: Web): void {
  web.app.register(fastifyStatic, {
    root: built,
    wildcard: false,
    schemaHide: true,
    index: false,
    globIgnore: ['**/*.html'],
    setHeaders(response, path) {
      const isHashed = path.includes(`${join('web', 'assets')}/`)
      response.header('cache-control', isHashed ? `public, max-age=${yearS}, immutable` : 'no-cache')
      // The worker fetches the phone's own files, so that it opens without a network.
      if (path.endsWith('phone-worker.js'))
        response.header('content-security-policy', "default-src 'none'; connect-src 'self'")
    },
  })
  const console = pageOf('console/index.html')
  const phone = pageOf('phone/index.html')
  web.app.get('/phone', hidden, phone)
  web.app.get('/phone/*', hidden, phone)
  web.app.get('/', hidden, console)
  web.app.get('/*', hidden, async (request, reply) => {
    const isPage = !request.url.startsWith('/api/') && !request.url.startsWith('/assets/')
    return isPage ? console(request, reply) : answerMissing(request, reply)
  })
}

/** Serves a page with a fresh nonce for its one style element. */
function pageOf(file: string) {
  let text: Promise<string> | undefined
  return async (_request: FastifyRequest, reply: FastifyReply) => {
    text ??= readFile(join(built, file), 'utf8')
    const nonce = randomBytes(16).toString('base64url')
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-security-policy', pagePolicy(nonce))
      .send((await text).replaceAll('__CSP_NONCE__', nonce))
  }
}
