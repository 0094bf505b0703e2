import { Button, Stack, Text, Title, VisuallyHidden } from '@mantine/core'
import { useEffect } from 'react'
import type { PhoneProfile } from '../../contract/api/phone.ts'
import { type Call, callInFocus, ringingCall } from '../call/call-list.ts'
import { isTalking } from '../call/call-state.ts'
import { announcementOf, nameOf } from '../call/call-words.ts'
import { ActiveCall } from './active-call.tsx'
import { EndedCall } from './ended-call.tsx'
import { IncomingCall, ringingStateOf } from './incoming-call.tsx'
import { KeypadStage } from './keypad-stage.tsx'
import { LineNotice } from './line-notice.tsx'
import { People } from './people.tsx'
import classes from './phone.module.css'
import { usePhone, usePhoneState } from './phone-context.tsx'
import { PhoneTabs } from './phone-tabs.tsx'
import { RecentCalls } from './recent-calls.tsx'
import { Settings } from './settings.tsx'
import { StatusLine } from './status-line.tsx'
import { useRecentCalls } from './use-recent-calls.ts'
import { useRinging } from './use-ringing.ts'
import { openView, useView, type View } from './use-view.ts'

/** The whole phone: status on top, the call or the keypad in the middle, calls, people and settings beside it. */
export function PhoneScreen({ profile }: { profile: PhoneProfile }) {
  const phone = usePhone()
  const { calls } = usePhoneState()
  const [view] = useView()
  const { missed } = useRecentCalls(profile.userId)
  const canCall = profile.problem === null
  useRinging(calls)
  useEffect(() => {
    if (!canCall) return
    phone.start()
    return () => phone.stop()
  }, [phone, canCall])

  const ringing = ringingCall(calls)
  const ringingState = ringingStateOf(ringing)
  const focus = callInFocus(calls)
  return (
    <div className={classes.page}>
      <StatusLine profile={profile} />
      {canCall && <LineNotice />}
      {focus && isTalking(focus.state) && view !== 'keypad' && <CallBar call={focus} />}
      <main className={classes.columns} data-view={view}>
        <VisuallyHidden>
          <Title order={1}>Phone</Title>
        </VisuallyHidden>
        <div className={`${classes.card} ${classes.stage}`}>
          <Stage profile={profile} focus={focus} />
        </div>
        <div className={`${classes.card} ${classes.side}`}>
          <div className={classes.sideHead}>
            <PhoneTabs missed={missed} place="side" />
          </div>
          <Side profile={profile} view={view} />
        </div>
      </main>
      <PhoneTabs missed={missed} place="bottom" />
      {ringing && ringingState && <IncomingCall key={ringing.id} id={ringing.id} state={ringingState} />}
      <Announcements call={ringing ?? focus} />
    </div>
  )
}

function Stage({ profile, focus }: { profile: PhoneProfile; focus: Call | undefined }) {
  if (profile.problem !== null) {
    return (
      <Stack role="alert" py="xl" align="center" ta="center">
        <Text>{profile.problem}</Text>
        {profile.isAdministrator && (
          <Button component="a" href={`/users/${profile.userId}?tab=details`}>
            Open my details
          </Button>
        )}
      </Stack>
    )
  }
  if (!focus) return <KeypadStage myUserId={profile.userId} />
  if (focus.state.phase === 'ended') return <EndedCall id={focus.id} state={focus.state} />
  return <ActiveCall key={focus.id} call={focus} />
}

function Side({ profile, view }: { profile: PhoneProfile; view: View }) {
  if (view === 'settings') return <Settings profile={profile} />
  if (view === 'people') return <People myUserId={profile.userId} />
  return <RecentCalls userId={profile.userId} isOpen={view === 'calls'} />
}

/** On a small screen, the way back to the call from anywhere else. */
function CallBar({ call }: { call: Call }) {
  return (
    <button type="button" className={classes.callBar} onClick={() => openView('keypad')}>
      Back to the call with <bdi>{nameOf(call.state.peer)}</bdi>
    </button>
  )
}

/** Says aloud what happens to a call, whatever else is on the screen. */
function Announcements({ call }: { call: Call | undefined }) {
  return (
    <VisuallyHidden>
      <div role="status" aria-live="assertive" aria-atomic="true">
        {call ? announcementOf(call.state) : ''}
      </div>
    </VisuallyHidden>
  )
}
