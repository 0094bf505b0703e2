// The part of smtp-server that our tests use; the package brings no types.
declare module 'smtp-server' {
  import type { Server } from 'node:net'
  import type { Readable } from 'node:stream'

  export interface SmtpSession {
    readonly envelope: { readonly rcptTo: readonly { readonly address: string }[] }
  }

  type Done = (error?: (Error & { responseCode?: number }) | null) => void

  export class SMTPServer {
    readonly server: Server
    constructor(options: {
      authOptional?: boolean
      disabledCommands?: string[]
      onAuth?: (
        auth: { username: string; password: string },
        session: SmtpSession,
        done: (error: Error | null, response?: { user: string }) => void,
      ) => void
      onRcptTo?: (address: { address: string }, session: SmtpSession, done: Done) => void
      onData?: (stream: Readable, session: SmtpSession, done: Done) => void
    })
    listen(port: number, host: string, listening: () => void): Server
    close(closed: () => void): void
  }
}
