import type { LeavingView, ReferenceView } from '../../contract/api/leaving.ts'
import type { Id } from '../../contract/ids.ts'
import type { UserState } from '../../contract/user-spec.ts'
import type { Context } from '../access/context.ts'
import { whyNotLeave } from '../leaving/leaving-case.ts'
import { selectLeaving } from '../leaving/leaving-store.ts'
import { viewsOf } from '../leaving/planned-leaving.ts'
import { refuseMissing } from '../problem-error.ts'
import { loadUserFacts } from '../users/user-facts.ts'
import { findReferences } from './find-references.ts'
import { displayOf } from './own-things.ts'
import type { Reference, ReferenceSource } from './reference.ts'

interface References {
  readonly items: ReferenceView[]
  readonly refusal: string | null
  readonly leaving: LeavingView | null
  readonly state: UserState
}

/** Everything that points at this person, with what may become of it. */
export async function getReferences(ctx: Context, userId: Id): Promise<References> {
  return ctx.house.db.inTenant(ctx.tenantId, async (tx) => {
    const record = (await loadUserFacts(tx, [userId])).get(userId)?.record ?? refuseMissing('user')
    const found = await findReferences(tx, [userId])
    const planned = await selectLeaving(tx, userId)
    const name = `${record.firstName} ${record.lastName}`
    return {
      items: [...found].flatMap(([source, references]) => (references.length > 0 ? [viewOf(source, references)] : [])),
      refusal: (await whyNotLeave(ctx, tx, { id: userId, name, record }))?.message ?? null,
      leaving: planned ? ((await viewsOf(tx, [planned]))[0] ?? null) : null,
      state: record.state,
    }
  })
}

const mostShown = 200

function viewOf(source: ReferenceSource, references: readonly Reference[]): ReferenceView {
  const choices = source.choices?.({ outcome: 'delete' })
  return {
    kind: source.kind,
    label: source.label,
    sentence: source.sentence,
    items: references
      .slice(0, mostShown)
      .map(({ key, label, ownerId }) => ({ key, label: displayOf(label), userId: ownerId })),
    choices: [...(choices?.all ?? [])],
    usual: choices?.usual ?? null,
  }
}
