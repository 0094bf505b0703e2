import type { CallView } from '../../../contract/api/calls.ts'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { useFormattedNumber } from '../../../web/formatted-number.ts'
import { paths } from '../../paths.ts'
import type { Column } from '../../table/data-table.tsx'
import { ListTable } from '../../table/list-table.tsx'
import { usePages } from '../../table/use-pages.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { isolated } from '../../ui/isolated.ts'
import { AnchorLink } from '../../ui/links.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { Time } from '../../ui/time.tsx'
import { talkTime } from '../../ui/time-text.ts'
import { callState } from './call-text.ts'

const columns: readonly Column<CallView>[] = [
  { key: 'from', label: 'From', cell: ({ caller }) => <PartyName party={caller} /> },
  { key: 'to', label: 'To', cell: ({ callee, dialed }) => <PartyName party={callee} dialed={dialed} /> },
  {
    key: 'state',
    label: 'State',
    cell: (call) => <StateMark tone={callState(call).tone}>{callState(call).text}</StateMark>,
  },
  {
    key: 'talk',
    label: 'Talked',
    isNumber: true,
    cell: ({ talkSeconds }) => (talkSeconds === null ? '–' : talkTime(talkSeconds)),
    isEmpty: ({ talkSeconds }) => talkSeconds === null,
  },
  { key: 'when', label: 'When', cell: ({ startedAt }) => <Time at={startedAt} /> },
]

function PartyName({ party, dialed }: { party: CallView['caller']; dialed?: string }) {
  const number = useFormattedNumber(party.number || dialed || '')
  const text = party.name ? `${isolated(party.name)} · ${number}` : number
  if (!party.userId) return <span>{text}</span>
  return (
    <AnchorLink to={paths.user} params={{ id: party.userId }} size="sm" underline="hover">
      {text}
    </AnchorLink>
  )
}

/** Calls, newest first; those that go on now stand at the top. Of one person with `userId`. */
export function CallList({ userId }: { userId?: string }) {
  const pages = usePages(endpoints.listCalls, { limit: 50, ...(userId ? { userId } : {}) })
  return (
    <ListTable
      label="Calls"
      columns={columns}
      pages={pages}
      rowKey={(call) => call.id}
      empty={
        <EmptyState title="No calls yet">
          {userId
            ? 'Calls of this person appear here while they ring and after they end.'
            : 'Calls appear here while they ring and after they end. Open your phone and call a colleague’s extension.'}
        </EmptyState>
      }
    />
  )
}
