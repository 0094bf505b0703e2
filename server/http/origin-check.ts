import type { IncomingHttpHeaders } from 'node:http'
import { isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'
import type { House } from '../house.ts'
import { ProblemError } from '../problem-error.ts'

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

type Checked = Pick<House, 'config'>
type Asked = { readonly headers: IncomingHttpHeaders }

/**
 * Refuses what a foreign page asks in a visitor's name. Browsers say where a request comes from (`Sec-Fetch-Site`, `Origin`);
 * programs say neither and carry no cookie.
 */
export function refuseForeignOrigin(house: Checked, request: FastifyRequest): void {
  if (safe.has(request.method)) return
  if (!isOwnOrigin(house, request))
    throw new ProblemError('wrong_origin', 'This request came from another website, so it was not carried out.')
}

/** Whether the page that asks is one of ours; true when no browser is involved. */
export function isOwnOrigin(house: Checked, { headers }: Asked): boolean {
  const site = headers['sec-fetch-site']
  if (site === 'same-origin' || site === 'none') return true
  const { origin, host } = headers
  if (!origin) return site === undefined
  return origin === house.config.publicUrl || isOriginOf(origin, host ?? '', house.config.isTls)
}

// Behind a proxy the page may have come over TLS though we did not; never the other way round.
function isOriginOf(origin: string, host: string, isTls: boolean): boolean {
  const url = URL.parse(origin)
  return url !== null && url.host === host && (url.protocol === 'https:' || (url.protocol === 'http:' && !isTls))
}

/** Refuses a request that was made to a name that is not ours. */
export function refuseForeignHost(house: Checked, request: FastifyRequest): void {
  if (isOwnHost(house, request)) return
  throw new ProblemError(
    'wrong_origin',
    `This server is not known by that name. Open ${house.config.publicUrl}, or set PUBLIC_URL to the address that people use.`,
  )
}

/**
 * Whether the request was made to a name of ours. Any website may have its own name lead to this machine (DNS rebinding), and
 * browsers would let it read what we answer. With TLS the certificate decides; without, it is this machine, an address, or PUBLIC_URL.
 */
export function isOwnHost({ config }: Checked, { headers }: Asked): boolean {
  if (config.isTls || headers.host === undefined) return true
  const name = URL.parse(`http://${headers.host}`)?.hostname ?? ''
  const isMachine = name === 'localhost' || name.endsWith('.localhost') || isIP(name.replace(/^\[|\]$/g, '')) !== 0
  return isMachine || name === new URL(config.publicUrl).hostname
}
