import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { createEmbeddedEngine } from '../embedded/embedded-engine.ts'
import type { EmbeddedEngineOptions } from '../embedded/engine-options.ts'
import type { CallingEngine } from '../engine.ts'
import { MemoryDirectory, testRealm } from './memory-directory.ts'

/** Where an engine listens. */
export type EngineAddress = Pick<TestEngine, 'host' | 'port' | 'webSocketUrl'>

/** An engine on ports of its own on the loopback, with an HTTP server that hands it WebSockets. */
export interface TestEngine {
  readonly engine: CallingEngine
  readonly directory: MemoryDirectory
  readonly host: string
  readonly port: number
  readonly webSocketUrl: string
  /** What the engine logged as an error: a test can demand that it stays empty. */
  readonly errors: object[]
  stop(): Promise<void>
}

export type TestEngineOptions = Partial<Omit<EmbeddedEngineOptions, 'directory'>> & { directory?: MemoryDirectory }

export async function startTestEngine(options: TestEngineOptions = {}): Promise<TestEngine> {
  const directory = options.directory ?? new MemoryDirectory()
  const host = '127.0.0.1'
  const errors: object[] = []
  const engine = createEmbeddedEngine({
    host,
    port: 0,
    realm: testRealm,
    keys: { nonce: randomBytes(32), flow: randomBytes(32) },
    log: { info: ignore, warn: ignore, error: (details, message) => errors.push({ ...details, message }) },
    ...options,
    directory,
  })
  await engine.start()
  const http = createServer()
  http.on('upgrade', (request, socket, head) => engine.acceptWebSocket(request, socket, head))
  await new Promise<void>((resolve) => http.listen(0, host, resolve))
  const address = http.address()
  const httpPort = typeof address === 'object' && address ? address.port : 0
  const stop = async () => {
    await engine.stop()
    http.closeAllConnections()
    await new Promise((resolve) => http.close(resolve))
  }
  const { sipPort } = engine.health()
  return { engine, directory, host, port: sipPort, webSocketUrl: `ws://${host}:${httpPort}/sip`, errors, stop }
}

function ignore(): void {}
