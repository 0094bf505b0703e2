import { sql } from 'kysely'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { planAndApply } from '../changes/change-users.ts'
import { retryingCollisions } from '../changes/collisions.ts'
import { editing } from '../changes/make-intent.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import { endRehearsal, rehearsable } from '../changes/rehearsal.ts'
import { enqueue } from '../jobs/job-store.ts'
import { whyNotLeave } from '../leaving/leaving-case.ts'
import { lockRecycled, removeForGood } from '../leaving/purge-store.ts'
import { refuseMissing } from '../problem-error.ts'
import { loadUserFacts } from '../users/user-facts.ts'
import { erasedName } from './blank.ts'
import { eraseElsewhere } from './erase-elsewhere.ts'
import { eraseHistory } from './erase-history.ts'
import { bothTerms, noTerms, type PersonalTerms, personalTerms } from './personal-terms.ts'

interface Erased {
  readonly changeSetId: Id | null
  readonly done: string[]
  readonly remains: string[]
}

const done = [
  'The person is deleted for good, with profile, phones, mail, password and sign-ins.',
  'History says that something happened and when, but no longer to whom: names, addresses and values are blanked.',
  'Answers kept for a repeated request, tasks and jobs no longer name them.',
]

const remains = [
  'Call records stay as extensions and numbers with times, without a name: the company may have to account for them.',
  'Changes of this person that others rely on stay, without their name.',
  'What colleagues typed themselves (the name of a forwarding rule, the contacts of a site) is theirs to change.',
  'Mails that were sent lie with those who received them, and backups keep everything until they are overwritten.',
  'None of this can be undone, and what was blanked in history cannot be taken back either.',
]

const retryAfterMs = 60_000

/** Deletes a person for good and blanks them wherever they are named; also one who is in the recycle bin or long gone. */
export async function eraseUser(ctx: Context, userId: Id, reason: string, isDryRun: boolean): Promise<Erased> {
  return rehearsable(async () => {
    const { result, changeSetId } = await retryingCollisions((attempt) =>
      changing(
        ctx,
        async (tx) => {
          const terms = await erasePerson(ctx, tx, userId, reason, attempt)
          if (isDryRun) endRehearsal({ changeSetId: null, done, remains })
          return terms
        },
        () => 'erased a person',
      ),
    )
    await eraseHistory(ctx.house, ctx.tenantId, userId, result)
    return { changeSetId, done, remains }
  })
}

async function erasePerson(
  ctx: Context,
  tx: ChangeTx,
  userId: Id,
  reason: string,
  attempt: number,
): Promise<PersonalTerms> {
  const record = (await loadUserFacts(tx, [userId])).get(userId)?.record
  const fromHistory = await personalTerms(tx, userId)
  if (!record && fromHistory.anywhere.length === 0) refuseMissing('person')
  if (record && record.state !== 'deleted') {
    const name = `${record.firstName} ${record.lastName}`
    const why = await whyNotLeave(ctx, tx, { id: userId, name, record })
    if (why) throw why
    await planAndApply(ctx, tx, [editing(userId, { state: 'deleted' })], attempt)
  }
  const now: PersonalTerms = record
    ? {
        anywhere: [`${record.firstName} ${record.lastName}`, record.email],
        whole: [record.username, ...(record.externalId ? [record.externalId] : [])],
        names: [record.firstName, record.lastName],
      }
    : noTerms
  const terms = bothTerms(now, fromHistory)
  await removeForGood(tx, [...(await lockRecycled(tx, [userId])).keys()])
  await forgetSuccessions(tx, userId)
  await eraseElsewhere(tx, userId, terms)
  // Should this process die before history is blanked, the job does it.
  await enqueue(tx, 'eraseHistory', { userId }, new Date(Date.now() + retryAfterMs))
  const after = reason === '' ? { erased: true } : { erased: true, reason }
  tx.record({ entity: 'user', entityId: userId, label: erasedName, operation: 'erase', before: null, after })
  return terms
}

async function forgetSuccessions(tx: ChangeTx, userId: Id): Promise<void> {
  await sql`delete from call_succession where tenant_id = ${tx.tenantId}::uuid and leaver_user_id = ${userId}`.execute(
    tx.db,
  )
}
