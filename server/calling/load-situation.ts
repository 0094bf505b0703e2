import type { CallAttempt, CallParty, CallSituation, OutsideCaller } from '../../calling/decide/call-situation.ts'
import { mostHops } from '../../calling/decide/hops.ts'
import { readPublicNumber } from '../../calling/decide/public-number.ts'
import { countryOf } from '../../contract/countries.ts'
import { ExtensionNumber } from '../../contract/extension-number.ts'
import type { Id } from '../../contract/ids.ts'
import { targetsOf } from '../../contract/service-targets.ts'
import type { TenantTx } from '../db/database.ts'
import { holdersOf, partiesOf, reachedBy } from './call-party-store.ts'
import { successorFor } from './succession.ts'

/** Settings that multiply (everybody forwards to everybody) are followed no further: nobody waits for so many phones. */
const mostPeople = 300

const nobody = { userId: null, isOwnNumber: false }

/** What `decide` needs to know of a call; undefined when the caller is not here any more. */
export async function situationOf(tx: TenantTx, attempt: CallAttempt): Promise<CallSituation | undefined> {
  const [caller] = await partiesOf(tx, [attempt.callerUserId])
  if (!caller) return undefined
  const { country } = caller.party
  const { dialed } = attempt
  const byExtension = ExtensionNumber.safeParse(dialed).success ? await reachedBy(tx, dialed, null) : nobody
  // Reading a number takes longer than all rules together, and most calls are to an extension.
  const number = byExtension.userId ? null : readPublicNumber(dialed, country)
  const reached = number ? await reachedBy(tx, dialed, number.e164) : byExtension
  const callee = await calleeOf(tx, reached.userId, [dialed, number?.e164])
  const emergencyNumbers = callee
    ? countryOf(caller.siteCountry).emergencyNumbers
    : [...countryOf(caller.siteCountry).emergencyNumbers, ...countryOf(country).emergencyNumbers]
  return {
    ...(await surroundings(tx, caller.party, callee)),
    emergencyNumbers,
    number,
    isOwnNumber: reached.isOwnNumber,
  }
}

/** Who has what was dialed; while nobody has it or cannot take calls, who took over for who left. */
async function calleeOf(
  tx: TenantTx,
  holderId: Id | null,
  dialed: readonly (string | undefined)[],
): Promise<CallParty | null> {
  const [holder] = holderId ? await partiesOf(tx, [holderId]) : []
  if (holder && !holder.party.isSuspended) return holder.party
  const successorId = await successorFor(tx, dialed)
  const [successor] = successorId ? await partiesOf(tx, [successorId]) : []
  return successor?.party ?? holder?.party ?? null
}

/** Caller, callee, and whom the callee's forwarding may reach. */
export async function surroundings(
  tx: TenantTx,
  caller: CallParty | OutsideCaller,
  callee: CallParty | null,
): Promise<Omit<CallSituation, 'emergencyNumbers' | 'number' | 'isOwnNumber'>> {
  const people = new Map<Id, CallParty>()
  const ownNumbers = new Map<string, Id | null>()
  let wave = callee ? [callee] : []
  for (const party of wave) people.set(party.userId, party)
  for (let hop = 0; hop <= mostHops && wave.length > 0 && people.size < mostPeople; hop++) {
    const targets = wave.flatMap((party) => targetsOf({ forwarding: party.services.forwarding }))
    const numbers = targets.flatMap(({ kind, target }) => (kind === 'number' && !ownNumbers.has(target) ? target : []))
    for (const [number, holder] of await holdersOf(tx, numbers)) ownNumbers.set(number, holder)
    const named = targets.map(({ kind, target }) => (kind === 'user' ? target : ownNumbers.get(target)))
    const unknown = new Set(named.filter((id) => id != null && !people.has(id)).map(String))
    wave = (await partiesOf(tx, [...unknown].slice(0, mostPeople))).map(({ party }) => party)
    for (const party of wave) people.set(party.userId, party)
  }
  // Trunks come with a later release: until then nothing leaves the house.
  return { caller, callee, people, ownNumbers, hasTrunk: false }
}
