import type { PublicContext } from '../access/context.ts'
import { telling } from '../events/telling.ts'
import { queueResetMail } from '../mail/queue-mail.ts'
import { findAccount, findDestination } from './find-account.ts'
import { countAttempt, refuseTooMany, throttleKey, throttleSecret } from './throttle.ts'

const sentence = 'If there is such a person, a mail with a link is on its way. The link works for one hour.'

/** Queues a mail with a link to set a new password. Whether there is such a person shows neither in the answer nor in the work. */
export async function forgotPassword(
  ctx: PublicContext,
  given: { company?: string | undefined; name: string },
): Promise<{ sentence: string }> {
  const destination = await findDestination(ctx.house, given.company)
  if (!destination) return { sentence }
  const secret = throttleSecret(ctx)
  const counted = destination.unknownCompany === null ? given.name : `${destination.unknownCompany}\0${given.name}`
  await telling(ctx.house, destination.tenantId, async (tx) => {
    const accountWait = await countAttempt(tx, 'recoveryAccount', throttleKey(secret, 'recoveryAccount', counted))
    const wait = await countAttempt(tx, 'recoveryAddress', throttleKey(secret, 'recoveryAddress', ctx.address))
    if (wait > 0) refuseTooMany(wait)
    const account = await findAccount(tx, given.name)
    // Who was just sent several mails gets no more for now: nobody fills another's mailbox. Nor is it told to whoever asks.
    const isMeant = account?.state === 'active' && destination.unknownCompany === null && accountWait === 0
    await queueResetMail(tx, isMeant ? account.id : null)
  })
  return { sentence }
}
