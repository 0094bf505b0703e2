import type { FastifyRequest } from 'fastify'
import type { House } from '../house.ts'
import { ProblemError } from '../problem-error.ts'

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses what a foreign page asks in a visitor's name. Browsers say where a request comes from (`Sec-Fetch-Site`, `Origin`);
 * programs say neither and carry no cookie.
 */
export function refuseForeignOrigin(house: House, request: FastifyRequest): void {
  if (safe.has(request.method)) return
  if (!isOwnOrigin(house, request))
    throw new ProblemError('wrong_origin', 'This request came from another website, so it was not carried out.')
}

/** Whether the page that asks is one of ours; true when no browser is involved. */
export function isOwnOrigin(house: House, request: Pick<FastifyRequest, 'headers'>): boolean {
  const site = request.headers['sec-fetch-site']
  if (site === 'same-origin' || site === 'none') return true
  const { origin, host } = request.headers
  if (!origin) return site === undefined
  return origin === house.config.publicUrl || hostOf(origin) === host
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host
  } catch {
    return null
  }
}
