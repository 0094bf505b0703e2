import type { FastifyRequest } from 'fastify'
import type { PublicContext } from '../access/context.ts'
import type { House } from '../house.ts'

/** What a request tells before anybody is known. */
export function publicContextOf(house: House, request: FastifyRequest): PublicContext {
  const address = request.socket.remoteAddress ?? ''
  return {
    house,
    requestId: request.id,
    address,
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 256),
    isLocal: isLoopback(address) && !isForwarded(request),
  }
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}

function isForwarded(request: FastifyRequest): boolean {
  return Object.keys(request.headers).some((name) => name === 'forwarded' || name.startsWith('x-forwarded-'))
}
