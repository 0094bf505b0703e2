import { Alert, Anchor, Button, Card, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { ApiTokenView } from '../../../contract/api/setup.ts'
import { answerOf } from '../../../web/answers.ts'
import { call } from '../../../web/api.ts'
import { FormFailure } from '../../form/form-failure.tsx'
import { useResourceForm } from '../../form/use-resource-form.ts'
import { apiReferencePath } from '../../paths.ts'
import { ConfirmButton } from '../../ui/confirm-button.tsx'
import { CopyField } from '../../ui/copy-field.tsx'
import { Time } from '../../ui/time.tsx'
import { sayDone } from '../../ui/toast.tsx'
import { useChange } from '../../ui/use-change.ts'

/** Keys with which programs use the API. */
export function ApiTokens() {
  const { data } = useSuspenseQuery(answerOf(endpoints.listApiTokens, {}))
  const [token, setToken] = useState<string | null>(null)
  return (
    <Card withBorder component="section" aria-label="API tokens">
      <Stack>
        <Title order={2}>API tokens</Title>
        <Text size="sm" c="dimmed">
          With a token a program can do what an administrator can: everything the console does, see the{' '}
          <Anchor href={apiReferencePath} target="_blank" size="sm">
            API reference
          </Anchor>
          .
        </Text>
        {token && <NewToken token={token} onDone={() => setToken(null)} />}
        <TokenForm onMade={setToken} />
        {data.items.map((one) => (
          <TokenLine key={one.id} token={one} />
        ))}
      </Stack>
    </Card>
  )
}

function NewToken({ token, onDone }: { token: string; onDone: () => void }) {
  return (
    <Alert title="Copy the token now" role="region" aria-label="New API token">
      <Stack gap="sm">
        <Text size="sm">It is shown this once and kept nowhere.</Text>
        <CopyField label="Token" value={token} />
        <Group justify="flex-end">
          <Button size="compact-sm" onClick={onDone}>
            I have copied it
          </Button>
        </Group>
      </Stack>
    </Alert>
  )
}

function TokenForm({ onMade }: { onMade: (token: string) => void }) {
  const { form, submit, isSaving, failure } = useResourceForm({
    initial: { name: '' },
    body: (values) => values,
    schema: endpoints.createApiToken.body,
    save: (body) => call(endpoints.createApiToken, { body }),
    onSaved: ({ token }) => {
      onMade(token)
      form.reset()
    },
  })
  return (
    <form onSubmit={submit} noValidate>
      <FormFailure sentence={failure} />
      <Group align="flex-start" wrap="nowrap">
        <TextInput
          aria-label="What the new token is for"
          placeholder="What it is for, like “Nightly sync”"
          flex={1}
          dir="auto"
          {...form.getInputProps('name')}
        />
        <Button type="submit" variant="default" loading={isSaving}>
          Make token
        </Button>
      </Group>
    </form>
  )
}

function TokenLine({ token }: { token: ApiTokenView }) {
  const revoke = useChange(
    () => call(endpoints.revokeApiToken, { params: { id: token.id } }),
    () => sayDone(`“${token.name}” no longer works.`),
  )
  return (
    <Group justify="space-between" wrap="nowrap">
      <div style={{ minWidth: 0 }}>
        <Text size="sm" fw={550} dir="auto" style={{ overflowWrap: 'anywhere' }}>
          {token.name}
        </Text>
        <Text size="xs" c="dimmed">
          made <Time at={token.createdAt} /> ·{' '}
          {token.lastUsedAt ? (
            <>
              used <Time at={token.lastUsedAt} />
            </>
          ) : (
            'never used'
          )}
        </Text>
      </div>
      <ConfirmButton
        size="compact-sm"
        label="Revoke"
        title={`Revoke “${token.name}”?`}
        action="Revoke"
        onConfirm={() => revoke.mutate(undefined)}
        loading={revoke.isPending}
      >
        <Text size="sm">Programs that use it are refused from now on. This cannot be undone.</Text>
      </ConfirmButton>
    </Group>
  )
}
