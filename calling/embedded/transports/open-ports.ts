import { PortTakenError } from '../../engine.ts'
import type { FlowReceiver } from './flow.ts'
import { TcpTransport } from './tcp-transport.ts'
import { UdpTransport } from './udp-transport.ts'

export interface OpenPorts {
  readonly udp: UdpTransport
  readonly tcp: TcpTransport
  readonly port: number
}

const ephemeralTries = 20

/** Opens UDP and TCP on the same port; with port 0, on one that happens to be free for both. */
export async function openPorts(host: string, port: number, receiver: FlowReceiver): Promise<OpenPorts> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await openBoth(host, port, receiver)
    } catch (error) {
      if (port !== 0 || attempt === ephemeralTries || !(error instanceof PortTakenError)) throw error
    }
  }
}

async function openBoth(host: string, port: number, receiver: FlowReceiver): Promise<OpenPorts> {
  const tcp = new TcpTransport(receiver)
  const udp = new UdpTransport(host, receiver)
  try {
    const chosen = await tcp.listen(host, port).catch((error: unknown) => refuse('TCP', host, port, error))
    await udp.listen(host, chosen).catch((error: unknown) => refuse('UDP', host, chosen, error))
    return { udp, tcp, port: chosen }
  } catch (error) {
    await Promise.all([tcp.close(), udp.close()])
    throw error
  }
}

function refuse(transport: string, host: string, port: number, error: unknown): never {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  throw isTaken ? new PortTakenError(transport, host, port) : error
}
