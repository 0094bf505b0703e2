import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { CountryCode } from '../contract/texts.ts'
import { grantLicenses } from '../server/licenses/grant-licenses.ts'
import { grantAllowance } from '../server/numbers/grant-allowance.ts'
import { loadStock } from '../server/numbers/stock.ts'
import { licensesOf } from './init-options.ts'
import { inHouse, UsageError } from './terminal.ts'

/** `offhook operator …`: what staff of the installation do across companies. */
export function addOperatorCommands(program: Command): void {
  const operator = program.command('operator').description('What staff of the installation do across companies')
  addLicensesCommand(operator)
  const numbers = operator
    .command('numbers')
    .description('The stock of numbers that companies claim from, and how many each may hold')
  addAllowCommand(numbers)
  numbers
    .command('load [numbers...]')
    .description('Load numbers into the stock: as arguments, ranges as first-last, or from a file')
    .requiredOption('--country <code>', 'country whose way of writing numbers applies')
    .option('--file <path>', 'text file with numbers, one or several a line')
    .option('--json', 'print the result as JSON and nothing else')
    .action(async (typed: string[], options: { country: string; file?: string; json?: boolean }) => {
      const country = countryOf(options.country)
      const text = [...typed, ...(options.file ? [await textOf(options.file)] : [])].join('\n')
      if (!text.trim()) throw new UsageError('Name numbers, or a file with --file.')
      const result = await inHouse((house) => loadStock(house, country, text))
      process.stdout.write(
        options.json
          ? `${JSON.stringify(result)}\n`
          : `Loaded ${result.loaded} numbers; ${result.known} were known already.\n`,
      )
      for (const one of result.unread) process.stderr.write(`Not read: ${one.text}: ${one.reason}\n`)
      if (result.unread.length > 0) process.exitCode = 1
    })
}

function addAllowCommand(numbers: Command): void {
  numbers
    .command('allow <company> <count>')
    .description('Say how many numbers of a country a company has bought, beyond those that its licences include')
    .requiredOption('--country <code>', 'the country')
    .option('--json', 'print the result as JSON and nothing else')
    .action(async (company: string, count: string, options: { country: string; json?: boolean }) => {
      const country = countryOf(options.country)
      if (!/^\d{1,6}$/.test(count)) throw new UsageError('count: must be a whole number up to 999999.')
      const allowance = await inHouse((house) => grantAllowance(house, company, country, Number(count)))
      const lines = allowance.countries.map(
        (one) => `${one.country}: ${one.used} held, ${one.bought} bought, ${one.left} more allowed\n`,
      )
      process.stdout.write(options.json ? `${JSON.stringify(allowance)}\n` : lines.join(''))
    })
}

function countryOf(typed: string): string {
  const country = CountryCode.safeParse(typed.toUpperCase())
  if (!country.success) throw new UsageError(`--country: ${country.error.issues[0]?.message}`)
  return country.data
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new UsageError(
      `--file: ${file} cannot be read (${error instanceof Error ? error.message.split(',')[0] : error}).`,
    )
  }
}

function addLicensesCommand(operator: Command): void {
  operator
    .command('licenses <company> <list>')
    .description('Say how many licences a company owns: its short name, and types like Standard=50,Lobby=5')
    .option('--json', 'print the result as JSON and nothing else')
    .action(async (company: string, list: string, options: { json?: boolean }) => {
      const wanted = licensesOf(list, 'list')
      const result = await inHouse((house) => grantLicenses(house, company, wanted))
      const lines = result.licenses.map(({ name, owned, used }) => `${name}: ${used} of ${owned} in use\n`)
      process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : lines.join(''))
    })
}
