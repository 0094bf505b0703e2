import type { Command } from 'commander'
import { createDemoCompany } from '../server/tenants/demo-company.ts'
import { inHouse } from './terminal.ts'

/** `offhook demo`: a small sample company to look around in. */
export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .description('Create a sample company: 2 sites, 25 users with names from several alphabets')
    .option('--json', 'print the result as JSON and nothing else')
    .action(async (options: { json?: boolean }) => {
      const made = await inHouse(createDemoCompany)
      const lines = [
        `Created ${made.company} with 2 sites and 25 users.`,
        `Sign in at ${made.url} as dana.reyes with the password ${made.password}`,
        `API token, shown this once: ${made.apiToken}`,
      ]
      process.stdout.write(options.json ? `${JSON.stringify(made)}\n` : `${lines.join('\n')}\n`)
    })
}
