import { expect, it } from 'vitest'
import { foundingSpec, houseOfThisFile } from '../../tests/kit/house.ts'
import { createCompany } from './create-company.ts'

const house = houseOfThisFile()

it('makes who sets up the installation its operator, and administrators of further companies only where that is asked for', async () => {
  const first = await createCompany(house(), foundingSpec())
  await createCompany(house(), foundingSpec())
  const asked = await createCompany(house(), foundingSpec(), true)
  const operators = await house().owner.selectFrom('operator').select('user_id').execute()
  expect(operators.map((one) => one.user_id).toSorted()).toEqual([first.adminUserId, asked.adminUserId].toSorted())
})

it('gives further companies the fictional numbers that no other has', async () => {
  const made = [0, 1].map(() => ({ ...foundingSpec(), fictionalNumbers: 30 }))
  for (const spec of made) expect((await createCompany(house(), spec)).numbers).toBe(30)
})
