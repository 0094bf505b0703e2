import type { Flow } from '../transports/flow.ts'

/** Open connections by id, and UDP addresses, which need no connection. */
export class FlowBook {
  private readonly connections = new Map<string, Flow>()
  private readonly udpFlow: (address: string, port: number) => Flow

  constructor(udpFlow: (address: string, port: number) => Flow) {
    this.udpFlow = udpFlow
  }

  noticed(flow: Flow): void {
    if (flow.isReliable) this.connections.set(flow.id, flow)
  }

  closed(flow: Flow): void {
    this.connections.delete(flow.id)
  }

  /** The flow of that id if it still reaches the same far end. */
  find(id: string, isOfThisRun: boolean): Flow | undefined {
    if (id.startsWith('u')) return this.udpAt(id.slice(1))
    return isOfThisRun ? this.connections.get(id) : undefined
  }

  /** The flow to a source written as `ip:port`. */
  udpAt(source: string): Flow {
    const colon = source.lastIndexOf(':')
    return this.udpFlow(source.slice(0, colon), Number(source.slice(colon + 1)))
  }
}
