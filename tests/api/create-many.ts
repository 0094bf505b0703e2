import { newId } from '../../contract/ids.ts'
import type { UserSpec } from '../../contract/user-spec.ts'
import { changeUsers } from '../../server/changes/change-users.ts'
import type { TestCompany } from '../kit/house.ts'

/** Creates so many people with one plan. */
export function createMany(company: TestCompany, count: number, more: UserSpec = {}) {
  return changeUsers(
    company.ctx,
    Array.from({ length: count }, (_, index) => ({
      userId: newId(),
      isNew: true,
      spec: { firstName: 'P', lastName: `Number ${index}`, email: `p${index}@acme.example`, site: 'HQ', ...more },
      expectedVersion: null,
      numbersOfDeleted: 'quarantine' as const,
    })),
  )
}
