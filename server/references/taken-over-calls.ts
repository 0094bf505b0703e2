import type { Id } from '../../contract/ids.ts'
import type { ChangeTx } from '../changes/record-changes.ts'
import { successionsOfSuccessors } from '../leaving/succession-store.ts'
import { changeSuccessions, displayDialed, endSuccessionsInTx } from '../leaving/successions.ts'
import type { LeavingCase, Reference, ReferenceSource } from './reference.ts'

/** Calls of earlier leavers that ring this person for a while. */
export const takenOverCalls: ReferenceSource = {
  kind: 'successions',
  label: 'Calls taken over',
  columns: ['call_succession.successor_user_id', 'call_succession.leaver_user_id'],
  sentence: 'Calls to people who left before ring this person for a while.',
  async find(tx, userIds) {
    const found = await successionsOfSuccessors(tx, userIds)
    return found.map(({ dialed, successorId, until }) => ({
      userId: successorId,
      key: dialed,
      label: `calls to ${displayDialed(dialed)} until ${until.toISOString().slice(0, 10)}`,
      ownerId: null,
    }))
  },
  choices: () => ({
    all: [
      { value: 'successor', label: 'Ring the successor instead' },
      { value: 'remove', label: 'End now' },
    ],
    usual: 'successor',
  }),
  carryOut,
}

async function carryOut(tx: ChangeTx, { leaver, successor, wish }: LeavingCase, found: readonly Reference[]) {
  if (found.length === 0) return []
  const held = await successionsOfSuccessors(tx, [leaver.id])
  const isPassedOn = successor !== null && wish.choices.successions !== 'remove'
  const dialed = held.map((one) => displayDialed(one.dialed)).join(', ')
  if (isPassedOn) {
    const successorId: Id = successor.id
    await changeSuccessions(
      tx,
      held.map((one) => ({ ...one, successorId })),
    )
    return [`Calls to ${dialed}, taken over from people who left before, ring ${successor.name}.`]
  }
  await endSuccessionsInTx(tx, held)
  return [`Calls to ${dialed}, taken over from people who left before, reach nobody any more.`]
}
