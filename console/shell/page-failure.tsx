import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { ApiError } from '../../web/api.ts'
import { sentenceOf } from '../../web/problem-text.ts'

/** A page that could not be shown: why, and a way on. */
export function PageFailure({ error }: { error: unknown }) {
  const router = useRouter()
  const queryClient = useQueryClient()
  const isAbsent = error instanceof ApiError && error.document.status === 404
  return (
    <Stack p="lg" align="flex-start" role="alert">
      <Title order={1}>{isAbsent ? 'This is not here any more' : 'This page could not be shown'}</Title>
      <Text>{sentenceOf(error)}</Text>
      <Group>
        <Button onClick={() => void queryClient.invalidateQueries().then(() => router.invalidate())}>Try again</Button>
      </Group>
    </Stack>
  )
}
