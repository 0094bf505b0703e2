import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'

/** A loopback port that is free for UDP and TCP right now, for programs that cannot be told to choose one themselves. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = await freeTcpPort()
    if (await isFreeForUdp(port)) return port
  }
}

function freeTcpPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function isFreeForUdp(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4')
    socket.on('error', () => resolve(false))
    socket.bind(port, '127.0.0.1', () => socket.close(() => resolve(true)))
  })
}
