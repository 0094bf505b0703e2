import type { ReadinessLine, UserView, WelcomeState } from '../../contract/api/users.ts'
import type { Entitlement } from '../../contract/entitlements.ts'
import type { Id } from '../../contract/ids.ts'
import { isCompleteAddress } from '../../contract/texts.ts'
import type { Context } from '../access/context.ts'
import { readUser } from './get-user.ts'

/** What this person has and still lacks to make and receive calls, line by line, each with its fix. */
export async function getReadiness(ctx: Context, id: Id): Promise<{ canCall: boolean; lines: ReadinessLine[] }> {
  const { user, entitlements } = await ctx.house.db.inTenant(ctx.tenantId, async (tx) => {
    const user = await readUser(tx, id)
    const license = await tx.db
      .selectFrom('license_type')
      .select('entitlements')
      .where('tenant_id', '=', tx.tenantId)
      .where('id', '=', user.license?.id ?? null)
      .executeTakeFirst()
    return { user, entitlements: license?.entitlements ?? [] }
  })
  const phones = ctx.house.calling?.registrations(ctx.tenantId).filter((one) => one.userId === id).length ?? 0
  return readinessOf(user, entitlements, phones)
}

/** The readiness list of a user with these rights and so many registered phones. Pure. */
export function readinessOf(
  user: UserView,
  entitlements: readonly Entitlement[],
  phones: number,
): { canCall: boolean; lines: ReadinessLine[] } {
  const reached = [user.extension, ...user.numbers.map((number) => number.display)].filter((one) => one !== null)
  const lines = [
    line('profile', true, 'The profile is complete.'),
    line(
      'license',
      user.license !== null,
      user.license ? `Holds a ${user.license.name} licence.` : 'Has no licence.',
      edit('Choose a licence'),
    ),
    line(
      'extension',
      reached.length > 0,
      reached.length > 0 ? `Can be reached on ${reached.join(' and ')}.` : 'Has neither an extension nor a number.',
      edit('Add an extension'),
    ),
    rights(user, entitlements),
    emergency(user),
    welcome(user),
    line(
      'signedIn',
      user.lastSignInAt !== null,
      user.lastSignInAt ? 'Has signed in.' : 'Has not signed in yet.',
      user.welcome === 'none' || user.welcome === 'queued' || !user.extension ? null : resend(),
    ),
    line(
      'registered',
      phones > 0,
      phones > 0
        ? `${phones} ${phones === 1 ? 'phone is' : 'phones are'} registered now.`
        : 'No phone is registered now.',
    ),
  ]
  const needed = new Set<ReadinessLine['key']>(['license', 'extension', 'rights', 'registered'])
  return { canCall: lines.every((one) => one.isReady || !needed.has(one.key)), lines }
}

type Fix = ReadinessLine['fix']

function line(key: ReadinessLine['key'], isReady: boolean, sentence: string, fix: Fix = null): ReadinessLine {
  return { key, isReady, sentence, fix: isReady ? null : fix }
}

function edit(label: string): Fix {
  return { label, action: 'edit' }
}

function resend(label = 'Send the welcome mail again'): Fix {
  return { label, action: 'resendWelcome' }
}

function rights(user: UserView, entitlements: readonly Entitlement[]): ReadinessLine {
  if (user.state === 'suspended')
    return line('rights', false, 'Is suspended: only emergency calls are possible.', edit('Reactivate'))
  const mayCall = entitlements.includes('calls')
  const why = user.license
    ? `A ${user.license.name} licence does not include calls.`
    : 'Calls need a licence that includes them.'
  return line('rights', mayCall, mayCall ? 'May make and receive calls.' : why, edit('Choose another licence'))
}

function emergency(user: UserView): ReadinessLine {
  const isComplete = isCompleteAddress(user.effective.emergencyAddress)
  const whose = user.emergencyAddress ? 'their own address' : user.site.name
  return line(
    'emergencyAddress',
    isComplete,
    isComplete ? `Help would be sent to ${whose}.` : `The emergency address of ${whose} is incomplete.`,
    { label: `Complete the address of ${user.site.name}`, action: 'editSite' },
  )
}

const welcomeSentences: Readonly<Record<WelcomeState, string>> = {
  none: 'No welcome mail was sent.',
  queued: 'The welcome mail is on its way.',
  sent: 'The welcome mail was sent.',
  failed: 'The welcome mail could not be delivered.',
  opened: 'The welcome link was opened.',
  expired: 'The welcome link has expired.',
  accepted: 'The welcome mail was sent, and a password was set.',
}

function welcome(user: UserView): ReadinessLine {
  const isReady = ['sent', 'opened', 'accepted'].includes(user.welcome) || user.lastSignInAt !== null
  if (!user.extension)
    return line(
      'welcomeMail',
      isReady,
      isReady ? welcomeSentences[user.welcome] : 'The welcome mail is sent once there is an extension.',
    )
  // While it waits to be sent there is nothing to put right: another one would only replace it.
  if (user.welcome === 'queued') return line('welcomeMail', isReady, welcomeSentences.queued)
  const label = user.welcome === 'none' ? 'Send the welcome mail' : 'Send it again'
  return line('welcomeMail', isReady, welcomeSentences[user.welcome], resend(label))
}
