import type { LinkView } from '../../contract/api/sign-in.ts'
import type { PublicContext } from '../access/context.ts'
import type { TenantTx } from '../db/database.ts'
import { telling } from '../events/telling.ts'
import { selectAddressee } from '../mail/addressee.ts'
import { markOpened } from '../mail/mail-store.ts'
import { formatNumber } from '../numbers/format-number.ts'
import { ProblemError } from '../problem-error.ts'
import { type DeadLink, type Link, lookAtLink, tenantOfLink } from './one-time-links.ts'

/** Says what a link is for, without using it up; the mail it came with counts as opened. */
export async function openLink(ctx: PublicContext, text: string): Promise<LinkView> {
  const tenantId = tenantOfLink(text)
  if (!tenantId) refuseLink(null)
  return telling(ctx.house, tenantId, async (tx) => {
    const link = await liveLink(tx, text)
    await markOpened(tx, link.mailId)
    const person = await selectAddressee(tx, link.userId)
    if (!person) refuseLink(null)
    return {
      purpose: link.purpose,
      company: person.company,
      slug: person.slug,
      name: person.name,
      username: person.username,
      extension: person.extension,
      number: person.number && formatNumber(person.number),
    }
  })
}

/** The link as long as it works; refuses with the reason. */
export async function liveLink(tx: TenantTx, text: string): Promise<Link> {
  const link = await lookAtLink(tx, text)
  if (link === null || typeof link === 'string') refuseLink(link)
  return link
}

const sentences: Readonly<Record<DeadLink, string>> = {
  used: 'This link was used already. Sign in with your password; if you forgot it, ask for a new link.',
  expired: 'This link has expired. Ask your administrator for a new mail, or use “Forgot password”.',
  suspended: 'Your account is suspended. Ask your administrator.',
}

/** Refuses a link; a reason is told only to whoever holds the real one. */
export function refuseLink(reason: DeadLink | null): never {
  throw new ProblemError(
    'link_invalid',
    reason
      ? sentences[reason]
      : 'This link does not work. Maybe a newer mail has replaced it, or part of it is missing.',
  )
}
