import type { Id } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'
import { type TellingTx, telling } from '../events/telling.ts'
import type { House } from '../house.ts'
import { formatNumber } from '../numbers/format-number.ts'
import { makeLink } from '../signin/one-time-links.ts'
import { type Addressee, selectAddressee } from './addressee.ts'
import { markSent, noteTrouble, redirectMail, type StoredMail, selectMail } from './mail-store.ts'
import { MailRefused, type Postman } from './postman.ts'
import { type RenderedMail, renderMail } from './render-mail.ts'

/** What of the house mail needs. */
export type MailHouse = Pick<House, 'config' | 'db' | 'events'>

interface ReadyMail {
  readonly mail: StoredMail
  readonly addressee: Addressee
  readonly rendered: RenderedMail
  readonly expiresAt: Date
  /** The link's secret part, to be kept out of anything that is written down. */
  readonly secret: string
}

/**
 * Sends one queued mail; its link is made here, so that 72 hours count from the sending. A mail that is no longer queued is
 * left alone. Should the process die between the mail server's yes and our note of it, the mail goes out again under the
 * same Message-ID, and the links of both work.
 */
export async function sendMail(house: MailHouse, postman: Postman | null, tenantId: Id, mailId: Id): Promise<void> {
  const ready = await telling(house, tenantId, (tx) => prepare(house, tx, postman, mailId))
  if (!ready || !postman) return
  const { mail, addressee, rendered } = ready
  try {
    await postman.deliver({ id: mail.id, to: { name: addressee.name, address: addressee.email }, ...rendered })
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).replaceAll(ready.secret, '…')
    const isFinal = error instanceof MailRefused
    await telling(house, tenantId, (tx) => noteTrouble(tx, mail, isFinal ? 'failed' : 'queued', reason))
    if (isFinal) return
    throw new Error(reason)
  }
  await telling(house, tenantId, (tx) => markSent(tx, mail, ready.expiresAt, null))
}

/** Makes the link and the text. Without a mail server this is all: the text goes to the development inbox. */
async function prepare(house: MailHouse, tx: TellingTx, postman: Postman | null, id: Id): Promise<ReadyMail | null> {
  const mail = await selectMail(tx, id)
  if (mail?.state !== 'queued') return null
  const addressee = await selectAddressee(tx, mail.userId)
  const obstacle = obstacleOf(house, addressee, postman)
  if (obstacle !== null || !addressee) {
    await noteTrouble(tx, mail, 'failed', obstacle ?? 'This person was removed.')
    return null
  }
  // Whoever corrects an address while a mail waits does not want it to reach the wrong one.
  if (mail.to !== addressee.email) await redirectMail(tx, mail, addressee.email)
  const ready = await write(house, tx, mail, addressee)
  if (!postman) await markSent(tx, mail, ready.expiresAt, ready.rendered)
  return ready
}

function obstacleOf(house: MailHouse, addressee: Addressee | undefined, postman: Postman | null): string | null {
  if (!addressee || addressee.state === 'deleted') return 'This person was removed.'
  if (addressee.state === 'suspended') return 'This person is suspended.'
  if (!postman && !house.config.isLoopback) return 'No mail server is set up: set SMTP_URL and send the mail again.'
  return null
}

async function write(house: MailHouse, tx: TenantTx, mail: StoredMail, addressee: Addressee): Promise<ReadyMail> {
  const { token, expiresAt } = await makeLink(tx, { id: mail.id, userId: mail.userId, purpose: mail.kind })
  const rendered = renderMail({
    kind: mail.kind,
    language: addressee.language,
    firstName: addressee.firstName,
    lastName: addressee.lastName,
    username: addressee.username,
    company: addressee.company,
    extension: addressee.extension,
    number: addressee.number && formatNumber(addressee.number),
    signInUrl: `${house.config.publicUrl}/t/${addressee.slug}`,
    // In the fragment, which no browser sends and no server logs.
    link: `${house.config.publicUrl}/welcome#${token.text}`,
  })
  return { mail, addressee, rendered, expiresAt, secret: token.text }
}
