import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { call } from '../../../web/api.ts'
import { FormFailure } from '../../form/form-failure.tsx'
import { useResourceForm } from '../../form/use-resource-form.ts'
import { paths } from '../../paths.ts'
import { sessionAnswer } from '../../session.tsx'
import { AnchorLink } from '../../ui/links.tsx'
import { PublicPage } from '../../ui/public-page.tsx'
import { rememberedCompany } from './company-memory.ts'

/** Asks for a link to set a new password. */
export function ForgotPage() {
  const { company } = useSearch({ from: '__root__' })
  const { data } = useSuspenseQuery(sessionAnswer)
  const [sentence, setSentence] = useState<string | null>(null)
  const { form, submit, isSaving, failure } = useResourceForm({
    initial: { company: company ?? rememberedCompany(), name: '' },
    body: ({ company, name }) => ({ name, ...(company.trim() ? { company } : {}) }),
    schema: endpoints.forgotPassword.body,
    save: (body) => call(endpoints.forgotPassword, { body }),
    onSaved: (answer) => setSentence(answer.sentence),
  })
  const back = (
    <AnchorLink to={paths.signIn} search={{ company }} size="sm" ta="center">
      Back to sign-in
    </AnchorLink>
  )
  if (sentence) {
    return (
      <PublicPage title="Look into your mail">
        <Stack>
          <Text role="status">{sentence}</Text>
          {back}
        </Stack>
      </PublicPage>
    )
  }
  return (
    <PublicPage title="Set a new password" lead="We send you a link. It works once.">
      <form onSubmit={submit} noValidate>
        <Stack>
          <FormFailure sentence={failure} />
          {data.needsCompany && <TextInput label="Company" autoCapitalize="none" {...form.getInputProps('company')} />}
          <TextInput
            label="Username or e-mail"
            autoComplete="username"
            autoCapitalize="none"
            autoFocus
            {...form.getInputProps('name')}
          />
          <Button type="submit" loading={isSaving}>
            Send the link
          </Button>
          {back}
        </Stack>
      </form>
    </PublicPage>
  )
}
