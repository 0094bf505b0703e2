import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { onTestFinished } from 'vitest'

export interface MailServer {
  readonly url: string
  readonly received: { raw: string; mail: Email; to: readonly string[] }[]
  /** What the server answers to the next recipients or mails; null means yes. `{link}`: the link in the mail, as spam filters repeat it. */
  refuse: { at: 'recipient' | 'data'; code: number; text: string } | null
}

/** A real SMTP server on this machine. `login`: the only credentials that it takes. */
export async function mailServer(login?: { user: string; password: string }): Promise<MailServer> {
  const received: MailServer['received'] = []
  const refusal = (at: 'recipient' | 'data', text = '') => {
    if (server.refuse?.at !== at) return null
    const said = server.refuse.text.replace('{link}', /https?:\S+/.exec(text)?.[0] ?? '')
    return Object.assign(new Error(said), { responseCode: server.refuse.code })
  }
  const smtp = new SMTPServer({
    authOptional: login === undefined,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) => {
      if (username === login?.user && password === login.password) done(null, { user: username })
      else done(Object.assign(new Error('Authentication failed'), { responseCode: 535 }))
    },
    onRcptTo: (_address, _session, done) => done(refusal('recipient')),
    onData: (stream, session, done) => {
      buffer(stream).then(async (raw) => {
        const mail = await PostalMime.parse(raw)
        const error = refusal('data', mail.text)
        if (error) return done(error)
        const to = session.envelope.rcptTo.map(({ address }) => address)
        received.push({ raw: raw.toString('latin1'), mail, to })
        done()
      }, done)
    },
  })
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => smtp.close(resolve)))
  const { port } = smtp.server.address() as AddressInfo
  const credentials = login ? `${login.user}:${login.password}@` : ''
  const server: MailServer = { url: `smtp://${credentials}127.0.0.1:${port}`, received, refuse: null }
  return server
}
