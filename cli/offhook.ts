import { Command } from 'commander'
import { addDemoCommand } from './demo.ts'
import { addInitCommand } from './init.ts'
import { addOperatorCommands } from './operator-commands.ts'
import { endWith } from './terminal.ts'

const program = new Command('offhook').description(
  'Administers this Offhook installation from a terminal. Works beside a running server and without one.',
)
// Commands made after this one inherit it: a wrong option ends like any other mistake in what was typed.
program.exitOverride()

addInitCommand(program)
addDemoCommand(program)
addOperatorCommands(program)

program.parseAsync().catch(endWith)
