import { z } from 'zod'
import { Id } from '../../contract/ids.ts'
import { telling } from '../events/telling.ts'
import { enqueue, enqueueMany, type Job } from '../jobs/job-store.ts'
import type { JobKind } from '../jobs/workers.ts'
import { insertMails, noteTrouble, selectMail, selectQueuedBetween, touchMailOf } from './mail-store.ts'
import type { Postman } from './postman.ts'
import { type MailHouse, sendMail } from './send-mail.ts'

const Range = z.object({ from: Id, to: Id })
const Recipient = z.object({ userId: Id.nullable() })
const OneMail = z.object({ mailId: Id })

/** The jobs that mail consists of. `postman` null: the development inbox. */
export function mailJobs(
  house: MailHouse,
  postman: Postman | null,
): Record<'spreadMails' | 'resetMail' | 'sendMail', JobKind> {
  return {
    spreadMails: { attempts: 15, run: (job) => spreadMails(house, job) },
    resetMail: { attempts: 15, run: (job) => makeResetMail(house, job) },
    sendMail: {
      attempts: 15,
      run: (job) => sendMail(house, postman, job.tenantId, OneMail.parse(job.payload).mailId),
      gaveUp: (job, reason) => giveUp(house, job, reason),
    },
  }
}

const pageSize = 1000

/** One job per mail, so that each is tried, put off and given up on its own. Running it twice makes jobs that find their mail sent. */
async function spreadMails(house: MailHouse, job: Job): Promise<void> {
  const { from, to } = Range.parse(job.payload)
  await house.db.inTenant(job.tenantId, async (tx) => {
    let next = from
    for (;;) {
      const ids = await selectQueuedBetween(tx, next, to, pageSize)
      await enqueueMany(
        tx,
        'sendMail',
        ids.map((mailId) => ({ mailId })),
      )
      const last = ids.at(-1)
      if (!last || ids.length < pageSize) return
      next = following(last)
    }
  })
}

// The next greater id; only the last 12 hexadecimal digits can matter, they are random.
function following(id: Id): Id {
  const tail = (Number.parseInt(id.slice(24), 16) + 1).toString(16).padStart(12, '0')
  return tail.length > 12 ? id : id.slice(0, 24) + tail
}

/** The mail's id is the job's, so that doing this twice makes one mail. */
async function makeResetMail(house: MailHouse, job: Job): Promise<void> {
  const { userId } = Recipient.parse(job.payload)
  if (!userId) return
  await telling(house, job.tenantId, async (tx) => {
    if (await selectMail(tx, job.id)) return
    await insertMails(tx, 'passwordReset', [{ id: job.id, userId }])
    await enqueue(tx, 'sendMail', { mailId: job.id })
    touchMailOf(tx, [userId])
  })
}

async function giveUp(house: MailHouse, job: Job, reason: string): Promise<void> {
  await telling(house, job.tenantId, async (tx) => {
    const mail = await selectMail(tx, OneMail.parse(job.payload).mailId)
    if (mail) await noteTrouble(tx, mail, 'failed', reason)
  })
}
