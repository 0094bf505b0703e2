import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import type { TenantTx } from '../db/database.ts'
import { telling } from '../events/telling.ts'
import { ProblemError, refuseMissing } from '../problem-error.ts'
import { type Addressee, selectAddressee } from './addressee.ts'
import { selectMailsOf } from './mail-store.ts'
import { queueWelcomeMail } from './queue-mail.ts'
import { welcomeStateOf } from './welcome-state.ts'

/** Queues the welcome mail (again); links of earlier ones stop working when it is sent. */
export async function sendWelcome(ctx: Context, userId: Id) {
  await telling(ctx.house, ctx.tenantId, async (tx) => {
    const person = await existing(tx, userId)
    if (person.extension === null) {
      throw new ProblemError(
        'extension_required',
        `${person.name} has no extension yet. Give them one, then send the welcome mail.`,
      )
    }
    if (person.state === 'suspended') {
      throw new ProblemError('conflict', `${person.name} is suspended. Activate them, then send the welcome mail.`)
    }
    await queueWelcomeMail(tx, [userId])
  })
  return { welcome: 'queued' as const }
}

/** What became of the mails to one person, newest first. */
export async function listUserMail(ctx: Context, userId: Id) {
  const mails = await ctx.house.db.inTenant(ctx.tenantId, async (tx) => {
    await existing(tx, userId)
    return selectMailsOf(tx, userId)
  })
  return {
    items: mails.map((mail) => ({
      id: mail.id,
      kind: mail.kind,
      state: welcomeStateOf(mail),
      to: mail.to,
      reason: mail.reason,
      at: mail.createdAt.toISOString(),
    })),
  }
}

async function existing(tx: TenantTx, userId: Id): Promise<Addressee> {
  const person = await selectAddressee(tx, userId)
  if (!person || person.state === 'deleted') refuseMissing('user')
  return person
}
