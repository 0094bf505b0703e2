import { Button, Center, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useCallback, useEffect } from 'react'
import { endpoints } from '../../contract/api/endpoints.ts'
import type { LiveEvent } from '../../contract/api/live-event.ts'
import { answerOf } from '../../web/answers.ts'
import { ApiError } from '../../web/api.ts'
import { useLiveEvents } from '../../web/live-events.ts'
import { sentenceOf } from '../../web/problem-text.ts'
import { usePhone } from './phone-context.tsx'
import { PhoneScreen } from './phone-screen.tsx'
import { goToSignIn } from './sign-in-again.ts'

/** A session that ended elsewhere shows within this time. */
const askAgainMs = 60_000

/** The phone of whoever is signed in; the sign-in page for everybody else. */
export function PhoneApp() {
  const phone = usePhone()
  const {
    data: profile,
    error,
    refetch,
    dataUpdatedAt,
  } = useQuery({ ...answerOf(endpoints.getPhone, {}), refetchInterval: askAgainMs })
  const isSignedOut = error instanceof ApiError && error.document.status === 401
  const myId = profile?.userId
  const onEvent = useCallback(
    ({ kind, id }: LiveEvent) => {
      if (kind === 'registration' && id !== null && id === myId) phone.confirm()
    },
    [phone, myId],
  )
  useLiveEvents(profile !== undefined, onEvent)
  // The server has just answered: a phone that waits to connect again need not wait.
  useEffect(() => {
    if (dataUpdatedAt > 0) phone.retry()
  }, [phone, dataUpdatedAt])
  useEffect(() => {
    if (isSignedOut) goToSignIn()
  }, [isSignedOut])

  if (profile) return <PhoneScreen profile={profile} />
  if (error === null || isSignedOut) return <Opening />
  return (
    <Alone>
      <Title order={1}>The phone does not open</Title>
      <Text>{sentenceOf(error)}</Text>
      <Button onClick={() => void refetch()}>Try again</Button>
    </Alone>
  )
}

function Opening() {
  return (
    <Alone>
      <Skeleton height={48} width={300} role="status" aria-label="The phone is opening" />
      <Skeleton height={280} width={300} />
    </Alone>
  )
}

function Alone({ children }: { children: ReactNode }) {
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack align="center" ta="center" maw={420}>
        {children}
      </Stack>
    </Center>
  )
}
