import { changing } from '../../server/changes/record-changes.ts'
import { addToInventory } from '../../server/numbers/claim-numbers.ts'
import { numberKind } from '../../server/numbers/number-facts.ts'
import type { TestCompany } from '../kit/house.ts'

/** Puts numbers into a company's inventory, as brought along by it, and answers them. */
export async function addUnusedNumbers(company: TestCompany, numbers: readonly string[]): Promise<string[]> {
  await changing(
    company.ctx,
    (tx) =>
      addToInventory(
        tx,
        numbers.map((number) => numberKind(number, 'US')),
        'own',
      ),
    () => 'brought numbers',
  )
  return [...numbers]
}
