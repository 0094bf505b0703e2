import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { call } from '../../../web/api.ts'
import { FormFailure } from '../../form/form-failure.tsx'
import { useResourceForm } from '../../form/use-resource-form.ts'
import { PublicPage } from '../../ui/public-page.tsx'
import { SetupForm } from './setup-form.tsx'

/** The first page of an empty installation. It asks for the terminal's code first, then for the company. */
export function SetupPage() {
  const [code, setCode] = useState<string | null>(null)
  if (code === null) return <CodePage onRight={setCode} />
  return (
    <PublicPage
      wide
      title="Set up your phone system"
      lead="Everything can be changed later. It takes about two minutes."
    >
      <SetupForm code={code} />
    </PublicPage>
  )
}

function CodePage({ onRight }: { onRight: (code: string) => void }) {
  const { form, submit, isSaving, failure } = useResourceForm({
    initial: { code: '' },
    body: (values) => values,
    schema: endpoints.checkSetupCode.body,
    save: (body) => call(endpoints.checkSetupCode, { body }),
    onSaved: () => onRight(form.getValues().code.trim()),
  })
  return (
    <PublicPage title="Welcome to Offhook" lead="This installation is empty. Let us get your company on the phone.">
      <form onSubmit={submit} noValidate>
        <Stack>
          <FormFailure sentence={failure} />
          <TextInput
            label="Set-up code"
            description="It is printed in the terminal where you started Offhook, so that nobody else can set it up."
            autoFocus
            autoCapitalize="none"
            spellCheck={false}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            {...form.getInputProps('code')}
          />
          <Button type="submit" loading={isSaving}>
            Continue
          </Button>
          <Text size="sm" c="dimmed">
            No terminal at hand? Restarting Offhook prints a new code.
          </Text>
        </Stack>
      </form>
    </PublicPage>
  )
}
