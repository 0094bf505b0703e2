import { z } from 'zod'
import { condition } from './condition.ts'
import { ChangeSource } from './roles.ts'

const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()], 'Must be a date or a time, like 2026-12-24.')

/** Which change sets: all conditions hold at once. One spelling for the list, its export and the addresses of the console. */
export const HistoryFilter = z.object({
  entityId: z.string().max(64).optional().describe('Those that changed this one thing'),
  actor: condition(
    z.string().regex(/^[a-zA-Z]{1,20}(:[^\s,!]{1,80})?$/, 'Must be a kind of actor, or kind:id.'),
    'Who did it, as the list of actors gives their keys',
  ),
  kind: condition(
    z.string().regex(/^[a-zA-Z]{1,30}(\.[a-z]{1,20})?$/, 'Must be a kind of thing, or kind.operation.'),
    'What was changed: `user` or `user.delete`',
  ),
  source: condition(ChangeSource, 'The road it came by'),
  from: moment.optional().describe('Not before this time; a date begins in UTC'),
  to: moment.optional().describe('Before this time'),
  text: z.string().trim().max(200).optional().describe('Beginnings of the name or number of what was changed'),
})
export type HistoryFilter = z.infer<typeof HistoryFilter>
