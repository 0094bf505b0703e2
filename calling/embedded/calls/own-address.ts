import { networkInterfaces } from 'node:os'
import type { Flow } from '../transports/flow.ts'

const viaNames = { udp: 'UDP', tcp: 'TCP', ws: 'WS' } as const

/** How this engine names itself in Via and Record-Route. */
export class OwnAddress {
  readonly host: string
  readonly port: number

  constructor(host: string, port: number) {
    this.host = host.includes(':') ? `[${host}]` : host
    this.port = port
  }

  via(flow: Flow, branch: string): string {
    return `SIP/2.0/${viaNames[flow.transport]} ${this.host}:${this.port};branch=${branch};rport`
  }

  recordRoute(flow: Flow, token: string): string {
    const transport = flow.transport === 'udp' ? '' : `;transport=${flow.transport}`
    return `<sip:${token}@${this.host}:${this.port}${transport};lr>`
  }
}

/** The address to tell others when the engine listens on all of them. */
export function advertisedHost(host: string, publicAddress: string | undefined): string {
  if (publicAddress) return publicAddress
  if (host !== '0.0.0.0' && host !== '::') return host
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  return addresses.find((address) => !address.internal && address.family === 'IPv4')?.address ?? '127.0.0.1'
}
