import { ActionIcon, Button, SegmentedControl, Skeleton, Text, VisuallyHidden } from '@mantine/core'
import { useEffect, useState } from 'react'
import { nameOf } from '../call/call-words.ts'
import type { RecentCall } from '../call/recent-call.ts'
import { PeerNumber } from './peer-number.tsx'
import classes from './phone.module.css'
import { useDial } from './phone-context.tsx'
import { PhoneIcon } from './phone-icons.tsx'
import { exactMoment, shortMoment } from './short-moment.ts'
import { useRecentCalls } from './use-recent-calls.ts'
import { openView } from './use-view.ts'

/** My calls, newest first, with the missed ones apart on demand. Being `isOpen`, asked for, counts the missed ones as seen. */
export function RecentCalls({ userId, isOpen }: { userId: string; isOpen: boolean }) {
  const { calls, isLoading, hasMore, showMore, markSeen } = useRecentCalls(userId)
  const [which, setWhich] = useState('all')
  const newest = calls[0]?.id
  useEffect(() => {
    if (isOpen && newest) markSeen()
  }, [isOpen, newest, markSeen])
  const shown = which === 'missed' ? calls.filter(({ isMissed }) => isMissed) : calls
  return (
    <section aria-label="Calls">
      <SegmentedControl
        fullWidth
        mb="xs"
        aria-label="Which calls"
        value={which}
        onChange={setWhich}
        data={[
          { value: 'all', label: 'All' },
          { value: 'missed', label: 'Missed' },
        ]}
      />
      {isLoading ? <Loading /> : shown.length === 0 && <Nothing isMissedOnly={which === 'missed'} />}
      <ul className={classes.list}>
        {shown.map((call) => (
          <RecentRow key={call.id} call={call} />
        ))}
      </ul>
      {hasMore && (
        <Button fullWidth mt="sm" variant="default" onClick={showMore}>
          Show older calls
        </Button>
      )}
    </section>
  )
}

function RecentRow({ call }: { call: RecentCall }) {
  const dial = useDial()
  const name = nameOf(call.peer)
  return (
    <li className={classes.row}>
      <span style={{ color: call.isMissed ? 'var(--offhook-failed)' : 'var(--mantine-color-dimmed)' }}>
        <PhoneIcon name={call.direction === 'in' ? 'incoming' : 'outgoing'} size={18} />
      </span>
      <div className={classes.rowText}>
        <div className={classes.rowName} data-missed={call.isMissed || undefined}>
          {call.peer.name === null && call.number ? <PeerNumber number={call.number} /> : <bdi>{name}</bdi>}
        </div>
        <div className={classes.rowMore}>
          <VisuallyHidden>{call.direction === 'in' ? 'Incoming' : 'Outgoing'}</VisuallyHidden>
          <span className="tabular">{call.words}</span>
          {call.peer.name && call.number && <PeerNumber number={call.number} />}
        </div>
      </div>
      <time className={classes.when} dateTime={call.startedAt} title={exactMoment(call.startedAt)}>
        {shortMoment(call.startedAt, Date.now())}
      </time>
      {call.number ? (
        <ActionIcon
          variant="subtle"
          size={44}
          radius="xl"
          aria-label={`Call ${name} back`}
          onClick={() => {
            openView('keypad')
            dial(call.number, call.peer.name)
          }}
        >
          <PhoneIcon name="handset" />
        </ActionIcon>
      ) : (
        <span style={{ width: 44 }} />
      )}
    </li>
  )
}

function Loading() {
  return (
    <div role="status" aria-label="Loading calls">
      {[1, 2, 3].map((row) => (
        <Skeleton key={row} height={44} my={10} />
      ))}
    </div>
  )
}

function Nothing({ isMissedOnly }: { isMissedOnly: boolean }) {
  return (
    <Text c="dimmed" ta="center" py="xl">
      {isMissedOnly ? 'No missed calls.' : 'Your calls will stand here. Type a name or a number to make the first one.'}
    </Text>
  )
}
