import { createHash, timingSafeEqual } from 'node:crypto'
import type { SetupSpec } from '../../contract/api/setup.ts'
import type { SessionView } from '../../contract/api/sign-in.ts'
import { newId } from '../../contract/ids.ts'
import type { Context, PublicContext } from '../access/context.ts'
import { changing } from '../changes/record-changes.ts'
import type { House } from '../house.ts'
import { ProblemError } from '../problem-error.ts'
import { setPassword } from '../signin/accept-link.ts'
import { hashPassword } from '../signin/passwords.ts'
import { sessionViewOf } from '../signin/session-view.ts'
import { startSession } from '../signin/sessions.ts'
import { foundTenant } from './found-tenant.ts'

/** The code that guards set-up, made for each start and printed in the terminal while there is no company. */
export interface SetupCode {
  readonly text: string
}

/** Refuses unless the code is the printed one and there is no company yet. */
export async function requireSetupCode(house: House, code: SetupCode, given: string): Promise<void> {
  if (await hasTenant(house))
    throw new ProblemError('setup_done', 'This installation is already set up. Sign in instead.')
  const hash = (text: string) => createHash('sha256').update(text.replace(/[\s-]/g, '').toUpperCase()).digest()
  if (!timingSafeEqual(hash(code.text), hash(given))) {
    throw new ProblemError(
      'setup_code_wrong',
      'This is not the code that the terminal printed. It looks like ABCD-EFGH.',
    )
  }
}

/** Whether the installation has a company. */
export async function hasTenant(house: Pick<House, 'db'>): Promise<boolean> {
  const row = await house.db.global.selectFrom('installation').select('first_tenant_id').executeTakeFirst()
  return row?.first_tenant_id != null
}

/** Creates the first company and signs its administrator in. Of two at once, one wins and the other hears `setup_done`. */
export async function setUp(ctx: PublicContext, spec: SetupSpec): Promise<{ view: SessionView; token: string }> {
  const { password, ...admin } = spec.admin
  const hash = await hashPassword(password)
  const tenantId = newId()
  const actor = { kind: 'operator' as const, id: null, name: `${admin.firstName} ${admin.lastName}` }
  const founder: Context = {
    ...ctx,
    tenantId,
    actor,
    role: 'admin',
    isOperator: true,
    source: 'setup',
    userId: null,
    sessionId: null,
  }
  const { result } = await changing(
    founder,
    async (tx) => {
      const { numUpdatedRows } = await tx.db
        .updateTable('installation')
        .set({ first_tenant_id: tenantId })
        .where('first_tenant_id', 'is', null)
        .executeTakeFirst()
      if (numUpdatedRows !== 1n)
        throw new ProblemError('setup_done', 'This installation was set up a moment ago. Sign in instead.')
      const { adminId } = await foundTenant(founder, tx, { ...spec, admin }, true)
      await setPassword(tx, adminId, hash)
      const session = await startSession(tx, ctx, { id: adminId, name: actor.name })
      return { token: session.token, view: await sessionViewOf(tx, ctx, adminId) }
    },
    () => `set up ${spec.company.name}`,
  )
  return result
}
