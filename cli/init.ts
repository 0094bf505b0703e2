import type { Command } from 'commander'
import { createCompany, type NewCompany } from '../server/tenants/create-company.ts'
import { companyFromOptions, type InitOptions } from './init-options.ts'
import { inHouse } from './terminal.ts'

/** `offhook init`: creates a company, the first or a further one. */
export function addInitCommand(program: Command): void {
  program
    .command('init')
    .description('Create a company with its first site, administrator, licences and numbers')
    .requiredOption('--company <name>', 'name of the company')
    .requiredOption('--country <code>', 'two-letter country code, like US')
    .requiredOption('--site <name>', 'name of the first site')
    .requiredOption('--admin-email <address>', 'e-mail address of the first administrator')
    .option('--admin-name <name>', 'name of the first administrator', 'Admin Admin')
    .option('--admin-username <name>', 'username of the first administrator')
    .option('--extensions <from-to>', 'range that the site’s extensions are suggested from', '1000-9999')
    .option('--licenses <list>', 'licence types and how many are owned, like Standard=25,Lobby=5')
    .option('--numbers <list>', 'numbers the company owns: +14155550100, or ranges like +14155550100-+14155550199')
    .option('--operator', 'make the administrator an operator of the installation too, as the first company’s is')
    .option('--json', 'print the result as JSON and nothing else')
    .action(async (options: InitOptions) => {
      const company = companyFromOptions(options)
      const made = await inHouse((house) => createCompany(house, company, options.operator === true))
      process.stdout.write(options.json ? `${JSON.stringify(made)}\n` : describe(made, options.adminEmail))
    })
}

function describe(made: NewCompany, email: string): string {
  return [
    `Created ${made.company} (${made.slug}) with ${made.numbers} numbers.`,
    `API token, shown this once: ${made.apiToken}`,
    `A mail to ${email} with a link to set the password goes out as soon as the server runs.`,
    '',
  ].join('\n')
}
