import { z } from 'zod'
import { Id } from '../../contract/ids.ts'
import { telling } from '../events/telling.ts'
import type { Job } from '../jobs/job-store.ts'
import type { JobKind } from '../jobs/workers.ts'
import { selectEmergencyFacts } from './emergency-facts.ts'
import { MailRefused, type Postman } from './postman.ts'
import { renderEmergencyMail } from './render-emergency-mail.ts'
import type { MailHouse } from './send-mail.ts'

const Payload = z.object({ mailId: Id, callId: Id })

/** The job that tells one emergency contact of one call. `postman` null: the development inbox. */
export function emergencyMailJobs(house: MailHouse, postman: Postman | null): Record<'emergencyMail', JobKind> {
  return {
    emergencyMail: {
      attempts: 15,
      run: (job) => sendEmergencyMail(house, postman, job),
      gaveUp: (job, reason) => settle(house, job, { state: 'failed', reason }),
    },
  }
}

async function sendEmergencyMail(house: MailHouse, postman: Postman | null, job: Job): Promise<void> {
  const { mailId, callId } = Payload.parse(job.payload)
  const facts = await house.db.inTenant(job.tenantId, (tx) => selectEmergencyFacts(tx, mailId, callId))
  if (facts?.mailState !== 'queued') return
  const rendered = renderEmergencyMail(facts, `${house.config.publicUrl}/calls`)
  if (!postman && !house.config.isLoopback)
    return settle(house, job, { state: 'failed', reason: 'No mail server is set up: set SMTP_URL.' })
  try {
    await postman?.deliver({ id: mailId, to: { name: facts.to, address: facts.to }, ...rendered })
  } catch (error) {
    if (!(error instanceof MailRefused)) throw error
    return settle(house, job, { state: 'failed', reason: error.message })
  }
  const inbox = { inbox_subject: rendered.subject, inbox_text: rendered.text, inbox_html: rendered.html }
  await settle(house, job, { state: 'sent', sent_at: new Date(), ...(postman ? {} : inbox) })
}

interface Fate {
  readonly state: 'sent' | 'failed'
  readonly reason?: string
  readonly sent_at?: Date
  readonly inbox_subject?: string
  readonly inbox_text?: string
  readonly inbox_html?: string
}

async function settle(house: MailHouse, job: Job, fate: Fate): Promise<void> {
  const { mailId } = Payload.parse(job.payload)
  await telling(house, job.tenantId, async (tx) => {
    await tx.db
      .updateTable('mail')
      .set(fate)
      .where('tenant_id', '=', tx.tenantId)
      .where('id', '=', mailId)
      .where('state', '=', 'queued')
      .execute()
    tx.touch('mail', [])
  })
}
