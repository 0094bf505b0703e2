import { isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'
import type { PublicContext } from '../access/context.ts'
import type { House } from '../house.ts'

/** What a request tells before anybody is known. */
export function publicContextOf(house: House, request: FastifyRequest): PublicContext {
  const peer = request.socket.remoteAddress ?? ''
  return {
    house,
    requestId: request.id,
    address: isLoopback(peer) ? (addressBeforeProxy(request) ?? peer) : peer,
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 256),
    isLocal: isLoopback(peer) && !isForwarded(request),
  }
}

/** Whom a reverse proxy on this machine speaks for: the last address it added. Elsewhere the header could be anybody's invention. */
function addressBeforeProxy(request: FastifyRequest): string | undefined {
  const last = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',').at(-1)?.trim() ?? ''
  return isIP(last) ? last : undefined
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}

function isForwarded(request: FastifyRequest): boolean {
  return Object.keys(request.headers).some((name) => name === 'forwarded' || name.startsWith('x-forwarded-'))
}
