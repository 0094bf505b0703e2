import type { ImportAnswer, ImportedRow } from '../../contract/api/numbers.ts'
import type { Problem } from '../../contract/problems.ts'
import type { Context } from '../access/context.ts'
import { type ChangeTx, changing } from '../changes/record-changes.ts'
import { anyOf } from '../changes/taken-names.ts'
import type { TenantTx } from '../db/database.ts'
import { ProblemError, problemAt, refuseField } from '../problem-error.ts'
import { allowanceView } from './allowance.ts'
import { countByCountry, firstShort } from './allowance-room.ts'
import { allowanceShort, readAllowance } from './allowance-store.ts'
import { addUnowned, countWords } from './claim-numbers.ts'
import { formatNumber } from './format-number.ts'
import { numberKind } from './number-facts.ts'
import { newNumber } from './number-record.ts'
import { type ImportLine, readImport } from './read-import.ts'
import { stockedAmong } from './stock.ts'

/** Most numbers of one import: more would keep everybody else waiting. */
const mostNumbers = 10_000

/** Most lines that an answer spells out. */
const mostRows = 1000

/** Adds the company's own numbers: every line, or none. Refuses with each line that cannot be, and beyond the allowance. */
export async function importNumbers(ctx: Context, country: string, text: string): Promise<ImportAnswer> {
  const lines = readLines(text, country)
  const elsewhere = await ownedElsewhere(ctx, lines)
  const { result, changeSetId } = await changing(
    ctx,
    (tx) => importInTx(tx, { lines, country, elsewhere }),
    ({ added }) => `imported ${countWords(added)}`,
  )
  return { ...result.answer, imported: result.added.length, changeSetId }
}

/** What an import would add, line by line, and nothing is added. */
export async function previewImport(ctx: Context, country: string, text: string): Promise<ImportAnswer> {
  const lines = readLines(text, country)
  const elsewhere = await ownedElsewhere(ctx, lines)
  return ctx.house.db.inTenant(ctx.tenantId, async (tx) => {
    const { wanted, answer } = await looked(tx, { lines, country, elsewhere })
    return { ...answer, imported: wanted.length }
  })
}

function readLines(text: string, country: string): ImportLine[] {
  const lines = readImport(text, country)
  if (lines.length <= mostNumbers) return lines
  const most = mostNumbers.toLocaleString('en-US')
  refuseField('/text', 'field_invalid', `One import holds at most ${most} numbers. Send the rest apart.`)
}

interface Import {
  readonly lines: readonly ImportLine[]
  readonly country: string
  /** Those of the numbers that other companies have. */
  readonly elsewhere: ReadonlySet<string>
}

async function importInTx(tx: ChangeTx, given: Import) {
  const { wanted, answer } = await looked(tx, given)
  const wrong = [...answer.rows.flatMap((row) => row.problem ?? []), ...answer.problems]
  if (wrong[0]) {
    const more = wrong.length > 1 ? ` And ${wrong.length - 1} more.` : ''
    throw new ProblemError(wrong[0].code, `${wrong[0].message}${more} Nothing was imported.`, wrong.slice(0, 1000))
  }
  const added = await addUnowned(tx, wanted)
  if (added.length < wanted.length) {
    const message = 'Somebody took one of these numbers a moment ago. Look at the lines again.'
    throw new ProblemError('number_owned_elsewhere', message, [problemAt('/text', 'number_owned_elsewhere', message)])
  }
  return { added, answer: { ...answer, allowance: await allowanceView(tx) } }
}

async function looked(tx: TenantTx, { lines, country, elsewhere }: Import) {
  const numbers = numbersOf(lines)
  const held = await heldAmong(tx, numbers)
  const stocked = await stockedAmong(tx, numbers)
  const seen = new Map<string, number>()
  const looks = lines.map((line): Look => {
    const { e164 } = line
    const first = e164 ? seen.get(e164) : undefined
    if (e164 && first === undefined) seen.set(e164, line.line)
    return { line, problem: whyNot(line, { first, elsewhere, stocked, held }) }
  })
  const wanted = looks.flatMap(({ line: { e164, country: own, sharedName }, problem }) => {
    if (!e164 || held.has(e164) || problem) return []
    return { ...newNumber(numberKind(e164, own ?? country), 'own'), sharedName }
  })
  const short = firstShort(await readAllowance(tx), [...countByCountry(wanted)])
  const problems: Problem[] = short ? [...allowanceShort(short).problems] : []
  const sorted = [...looks.filter(({ problem }) => problem), ...looks.filter(({ problem }) => !problem)]
  const answer = {
    changeSetId: null,
    known: numbers.filter((number) => held.has(number)).length,
    problems,
    rows: sorted.slice(0, mostRows).map(rowOf),
    allowance: await allowanceView(tx),
  }
  return { wanted, answer }
}

interface Known {
  /** The line that named the number before. */
  readonly first: number | undefined
  readonly elsewhere: ReadonlySet<string>
  readonly stocked: ReadonlySet<string>
  readonly held: ReadonlyMap<string, { readonly isReleased: boolean }>
}

function whyNot({ line, e164, reason }: ImportLine, { first, elsewhere, stocked, held }: Known): Problem | null {
  const problem = (code: Problem['code'], message: string) => problemAt('/text', code, `Line ${line}: ${message}`)
  if (!e164) return problem('field_invalid', reason ?? 'This is not a phone number.')
  const display = formatNumber(e164)
  if (first !== undefined) return problem('field_invalid', `${display} stands in line ${first} already.`)
  if (held.get(e164)?.isReleased)
    return problem('conflict', `${display} was released and rests. Take the release back to keep it.`)
  if (elsewhere.has(e164))
    return problem('number_owned_elsewhere', `${display} already belongs to another company of this installation.`)
  if (stocked.has(e164))
    return problem('number_in_stock', `${display} is in this installation’s stock. Claim it instead.`)
  return null
}

interface Look {
  readonly line: ImportLine
  readonly problem: Problem | null
}

function rowOf({ line: { line, text, e164, country, sharedName }, problem }: Look): ImportedRow {
  const number = e164 ? { e164, display: formatNumber(e164) } : null
  return { line, text: text.slice(0, 100), number, country, sharedName, problem }
}

function numbersOf(lines: readonly ImportLine[]): string[] {
  return lines.flatMap((line) => line.e164 ?? [])
}

// Other companies stand behind the wall: only the operator's door shows that a number is theirs, not whose.
async function ownedElsewhere(ctx: Context, lines: readonly ImportLine[]): Promise<Set<string>> {
  const rows = await ctx.house.db.asOperator('import of numbers: those of other companies', (db) =>
    db
      .selectFrom('number_owner')
      .select('e164')
      .where('e164', '=', anyOf(numbersOf(lines)))
      .where('tenant_id', '<>', ctx.tenantId)
      .execute(),
  )
  return new Set(rows.map((row) => row.e164))
}

async function heldAmong(tx: TenantTx, numbers: readonly string[]) {
  const rows = await tx.db
    .selectFrom('phone_number')
    .select(['e164', 'released_at'])
    .where('tenant_id', '=', tx.tenantId)
    .where('e164', '=', anyOf(numbers))
    .execute()
  return new Map(rows.map((row) => [row.e164, { isReleased: row.released_at !== null }]))
}
