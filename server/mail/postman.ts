import { createTransport } from 'nodemailer'
import { Email } from '../../contract/texts.ts'
import { clean } from './clean-text.ts'
import type { RenderedMail } from './render-mail.ts'

export interface OutgoingMail extends RenderedMail {
  /** The same at every try, so that mail programs can tell a repetition. */
  readonly id: string
  readonly to: { readonly name: string; readonly address: string }
}

/** Hands mails to a mail server. */
export interface Postman {
  /** Resolves when the server has taken the mail. Rejects with `MailRefused` when trying again is of no use. */
  deliver(mail: OutgoingMail): Promise<void>
  close(): void
}

/** The mail server will not take this mail, now or later. */
export class MailRefused extends Error {}

/** A postman for `SMTP_URL`. Connections are kept and shared; each step ends within seconds, well inside a job's lease. */
export function createPostman(smtpUrl: string, from: string): Postman {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 4,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 15_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const domain = /@([^\s<>@]+)>?$/.exec(from)?.[1] ?? 'offhook.invalid'
  return {
    async deliver({ id, to, subject, text, html, language }) {
      if (!Email.safeParse(to.address).success) throw new MailRefused(`${to.address} is not an e-mail address.`)
      try {
        await transport.sendMail({
          from,
          // nodemailer encodes headers; a line break does not even get there.
          to: { name: clean(to.name), address: to.address },
          subject: clean(subject),
          text,
          html,
          messageId: `<${id}@${domain}>`,
          // RFC 3834: no "out of office" in answer. Two headers, because Exchange reads only its own.
          headers: {
            'Auto-Submitted': 'auto-generated',
            'X-Auto-Response-Suppress': 'All',
            'Content-Language': language,
          },
        })
      } catch (error) {
        throw explained(error)
      }
    },
    close: () => transport.close(),
  }
}

/** The error of a try, as an administrator should read it. */
function explained(error: unknown): Error {
  const { code, responseCode, response, message } = error as {
    code?: string
    responseCode?: number
    response?: string
    message: string
  }
  const said = clean(response ?? message).slice(0, 300)
  // Wrong credentials are our mistake, not the mail's: it goes out once they are right.
  const isRefusal = responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH'
  if (isRefusal) return new MailRefused(`The mail server refused it: ${said}`)
  if (code === 'EAUTH') return new Error(`The mail server does not accept our credentials (SMTP_URL): ${said}`)
  if (responseCode) return new Error(`The mail server asks to try later: ${said}`)
  return new Error(`The mail server cannot be reached: ${said}`)
}
