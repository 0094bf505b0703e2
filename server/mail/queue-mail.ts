import { type Id, newId } from '../../contract/ids.ts'
import type { TenantTx } from '../db/database.ts'
import type { TellingTx } from '../events/telling.ts'
import { enqueue } from '../jobs/job-store.ts'
import { insertMails, touchMailOf } from './mail-store.ts'

/** A transaction that can say whose mail changed: `ChangeTx` and `TellingTx` are. */
type MailTx = TenantTx & Pick<TellingTx, 'touch'>

const chunkSize = 2000

/**
 * Promises each of these people a welcome mail, in the transaction that creates them: a row each, and one job however many
 * they are. Earlier welcome mails are replaced. Whether somebody should get one is the caller's question.
 */
export async function queueWelcomeMail(tx: MailTx, userIds: readonly Id[]): Promise<void> {
  const mails = userIds.map((userId) => ({ id: newId(), userId }))
  const [first, last] = [mails[0], mails.at(-1)]
  if (!first || !last) return
  for (let start = 0; start < mails.length; start += chunkSize) {
    await insertMails(tx, 'welcome', mails.slice(start, start + chunkSize))
  }
  // Ids of one process ascend, so two of them name the whole range.
  await enqueue(tx, 'spreadMails', { from: first.id, to: last.id })
  touchMailOf(tx, userIds)
}

/** Promises a mail to set a new password. Null for nobody: the same work, and nothing comes of it. */
export async function queueResetMail(tx: MailTx, userId: Id | null): Promise<void> {
  await enqueue(tx, 'resetMail', { userId })
  tx.touch('mail', [])
}
