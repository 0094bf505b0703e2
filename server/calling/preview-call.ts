import type { CallParty, CallSituation, OutsideCaller } from '../../calling/decide/call-situation.ts'
import { decide } from '../../calling/decide/decide.ts'
import { readPublicNumber } from '../../calling/decide/public-number.ts'
import type { AskedPreview, CallPreview, PreviewCaller } from '../../contract/api/call-preview.ts'
import type { Id } from '../../contract/ids.ts'
import { type ServicesSpec, servicesWith } from '../../contract/services-spec.ts'
import type { Context } from '../access/context.ts'
import type { TenantTx } from '../db/database.ts'
import type { House } from '../house.ts'
import { formatNumber } from '../numbers/format-number.ts'
import { ProblemError, problemAt } from '../problem-error.ts'
import { partiesOf, reachedBy } from './call-party-store.ts'
import { surroundings } from './load-situation.ts'
import { previewPath, type World } from './preview-path.ts'
import { warningsOf } from './preview-warnings.ts'

/** What happens if somebody calls this person: decided as real calls are, with what the form holds laid over what is stored. */
export async function previewCall(ctx: Context, userId: Id, spec: AskedPreview): Promise<CallPreview> {
  const now = spec.at ? new Date(spec.at) : new Date()
  return ctx.house.db.inTenant(ctx.tenantId, async (tx) => {
    const person = await personWith(tx, userId, spec.services)
    const { timeZone } = person
    const told = { at: now.toISOString(), timeZone }
    const dialed = dialedOf(person, spec.dialed)
    if (dialed === null) return { ...unreachable(person), ...told }
    const caller = await callerOf(tx, spec.caller, person)
    const situation: CallSituation = {
      ...(await surroundings(tx, caller, person)),
      emergencyNumbers: [],
      number: readPublicNumber(dialed, person.country),
      isOwnNumber: false,
    }
    const plan = decide({ dialed, asksPrivacy: false, callsOfCaller: 0 }, situation, now)
    const path = previewPath(plan, worldOf(ctx.house, ctx.tenantId, situation, person, spec.isOnCall))
    const warnings = warningsOf(person, situation, plan, path)
    return {
      steps: path.steps.map((step) => ({ ...step, sentence: withNumbers(step.sentence) })),
      outcome: { ...path.outcome, sentence: withNumbers(path.outcome.sentence) },
      warnings: warnings.map((warning) => ({ ...warning, sentence: withNumbers(warning.sentence) })),
      ...told,
    }
  })
}

async function personWith(tx: TenantTx, userId: Id, unsaved: ServicesSpec | undefined): Promise<CallParty> {
  const [stored] = await partiesOf(tx, [userId])
  if (!stored) throw new ProblemError('not_found', 'This person is not here any more.')
  const services = servicesWith(stored.party.services, unsaved)
  return { ...stored.party, services, country: services.calling.country ?? stored.siteCountry }
}

/** The extension or number that is dialed; null when the person has none. */
function dialedOf(person: CallParty, wanted: string | null): string | null {
  if (wanted === null) return person.extension ?? person.numbers[0] ?? null
  if (wanted === person.extension) return wanted
  const e164 = readPublicNumber(wanted, person.country)?.e164
  if (e164 !== undefined && person.numbers.includes(e164)) return e164
  const message = `${wanted} is not a number of ${person.displayName}.`
  throw refused('/dialed', message)
}

async function callerOf(tx: TenantTx, caller: PreviewCaller, person: CallParty): Promise<CallParty | OutsideCaller> {
  if (caller.kind === 'anonymous') return { userId: null, number: null }
  if (caller.kind === 'user') {
    const [found] = await partiesOf(tx, [caller.userId])
    if (!found) throw refused('/caller/userId', 'This caller is not here any more.')
    return found.party
  }
  const number = readPublicNumber(caller.number, person.country)
  const { userId } = await reachedBy(tx, caller.number, number?.e164 ?? null)
  const [colleague] = userId ? await partiesOf(tx, [userId]) : []
  if (colleague) return colleague.party
  if (!number) throw refused('/caller/number', `${caller.number} is neither a phone number nor an extension here.`)
  return { userId: null, number: number.e164 }
}

function refused(field: string, message: string): ProblemError {
  return new ProblemError('validation_failed', message, [problemAt(field, 'field_invalid', message)])
}

function worldOf(
  house: House,
  tenantId: Id,
  situation: CallSituation,
  person: CallParty,
  callsOfPerson: number,
): World {
  const registrations = house.calling?.registrations(tenantId) ?? []
  const phones = Map.groupBy(registrations, (one) => one.userId)
  return {
    nameOf: (userId) => situation.people.get(userId)?.displayName ?? 'somebody',
    phonesOf: (userId) =>
      (phones.get(userId) ?? []).map(({ transport }) => (transport === 'ws' ? 'web phone' : 'SIP phone')),
    callsOf: (userId) => (userId === person.userId ? callsOfPerson : 0),
  }
}

function unreachable({ displayName, userId }: CallParty): Omit<CallPreview, 'at' | 'timeZone'> {
  const sentence = `${displayName} has neither an extension nor a number, so nobody can call`
  return {
    steps: [{ kind: 'refused', sentence, isTaken: true, after: null, detail: null, userId }],
    outcome: { kind: 'lost', sentence: `${sentence}.` },
    warnings: [{ code: 'unreachable_user', sentence: `${sentence}.`, field: '' }],
  }
}

/** Numbers as people write them. */
function withNumbers(sentence: string): string {
  return sentence.replace(/\+\d{7,15}/g, formatNumber)
}
