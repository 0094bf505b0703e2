import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { newId } from '../../contract/ids.ts'
import { addCompany, type FileHouse, houseOfThisFile } from '../../tests/kit/house.ts'
import { callingDirectory } from '../calling/directory.ts'
import { secretsFrom } from '../home/secrets.ts'
import { makeAccount } from './credentials.ts'
import { insertAccounts } from './device-store.ts'
import { resealAccounts } from './reseal-accounts.ts'

const house = houseOfThisFile()
const key = (id: string) => ({ id, key: randomBytes(32) })
const [older, newer] = [key('older'), key('newer')]

const withKeys = (...[first, ...rest]: [typeof older, ...(typeof older)[]]): FileHouse => ({
  ...house(),
  secrets: secretsFrom([first, ...rest]),
})

async function deviceSealedBy(sealing: FileHouse) {
  const { adminId, tenantId } = await addCompany(house())
  const { account } = makeAccount(sealing, adminId, 'sip', 'Desk')
  await house().db.inTenant(tenantId, (tx) => insertAccounts(tx, [account]))
  return { username: account.username, tenantId, accountId: account.id }
}

it('lets every phone sign in when the key was replaced and the older one has gone', async () => {
  const devices = [await deviceSealedBy(withKeys(older)), await deviceSealedBy(withKeys(older))]
  const before = await callingDirectory(withKeys(older)).checkAccounts(devices)
  await resealAccounts(withKeys(newer, older))
  expect(await callingDirectory(withKeys(newer)).checkAccounts(devices)).toEqual(before)
})

it('keeps a phone out whose secret cannot be read, and no other', async () => {
  const [lost, good] = [
    await deviceSealedBy(withKeys(key(`lost-${newId().slice(-4)}`))),
    await deviceSealedBy(withKeys(newer)),
  ]
  await resealAccounts(withKeys(newer))
  const directory = callingDirectory(withKeys(newer))
  expect((await directory.checkAccounts([lost, good])).map((one) => one.username)).toEqual([good.username])
  expect(await directory.findAccount(lost.username)).toBeUndefined()
  expect(house().errors).not.toEqual([])
})
