import { type Id, newId } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { ownContext } from '../access/own-context.ts'
import { changing } from '../changes/record-changes.ts'
import type { House } from '../house.ts'
import { queueWelcomeMail } from '../mail/queue-mail.ts'
import { insertApiToken } from '../signin/api-tokens.ts'
import { type FoundingSpec, foundTenant } from './found-tenant.ts'

/** A company made in a terminal. `apiToken` is shown once and kept nowhere. */
export interface NewCompany {
  readonly tenantId: Id
  readonly company: string
  readonly slug: string
  readonly siteId: Id
  readonly adminUserId: Id
  readonly apiToken: string
  readonly numbers: number
  readonly url: string
}

/**
 * Creates a company, the first or a further one, with an API token; its administrator gets a mail to set a password. The
 * first company's is operator of the installation; `isOperator` makes another's one too.
 */
export async function createCompany(house: House, spec: FoundingSpec, isOperator = false): Promise<NewCompany> {
  const tenantId = newId()
  const ctx = terminalContext(house, tenantId)
  const { result } = await changing(
    ctx,
    async (tx) => {
      // Only the first company ends the set-up page; a further one leaves this as it is.
      const { numUpdatedRows } = await tx.db
        .updateTable('installation')
        .set({ first_tenant_id: tenantId })
        .where('first_tenant_id', 'is', null)
        .executeTakeFirst()
      const founded = await foundTenant(ctx, tx, spec, isOperator || numUpdatedRows === 1n)
      const token = await insertApiToken(tx, 'Made at init')
      await queueWelcomeMail(tx, [founded.adminId])
      const numbers = await tx.db.selectFrom('phone_number').select('e164').where('tenant_id', '=', tenantId).execute()
      return { ...founded, token: token.token, numbers: numbers.length }
    },
    () => `set up ${spec.company.name}`,
  )
  return {
    tenantId,
    company: spec.company.name,
    slug: result.slug,
    siteId: result.siteId,
    adminUserId: result.adminId,
    apiToken: result.token,
    numbers: result.numbers,
    url: house.config.publicUrl,
  }
}

/** Who acts in a terminal of this machine: an operator with all rights. */
export function terminalContext(house: House, tenantId: Id): Context {
  const actor = { kind: 'operator', id: null, name: 'Terminal' } as const
  return { ...ownContext(house, tenantId, { actor, source: 'cli', isOperator: true }), address: 'terminal' }
}
