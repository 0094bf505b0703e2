import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { call } from '../../../web/api.ts'
import { FormFailure } from '../../form/form-failure.tsx'
import { useResourceForm } from '../../form/use-resource-form.ts'
import { paths } from '../../paths.ts'
import { sessionAnswer } from '../../session.tsx'
import { AnchorLink } from '../../ui/links.tsx'
import { PublicPage } from '../../ui/public-page.tsx'
import { rememberCompany, rememberedCompany } from './company-memory.ts'
import { landingOf } from './landing.ts'

/** Administrators and users sign in here; each lands where they work. */
export function SignInPage() {
  const { company, next } = useSearch({ from: '__root__' })
  const { data } = useSuspenseQuery(sessionAnswer)
  const queryClient = useQueryClient()
  const slug = company ?? rememberedCompany()
  const { form, submit, isSaving, failure } = useResourceForm({
    initial: { company: slug, name: '', password: '' },
    body: ({ company, ...rest }) => ({ ...rest, ...(company.trim() ? { company } : {}) }),
    schema: endpoints.signIn.body,
    save: (body) => call(endpoints.signIn, { body }),
    onSaved: (session) => {
      rememberCompany(session.tenant.slug)
      queryClient.clear()
      location.assign(landingOf(session, next))
    },
  })
  const needsCompany = data.needsCompany && !company
  return (
    <PublicPage title="Sign in" lead={company ? `To ${company}` : undefined}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <FormFailure sentence={failure} />
          {needsCompany && (
            <TextInput
              label="Company"
              description="The short name in the address of your invitation: /t/…"
              autoCapitalize="none"
              autoFocus={slug === ''}
              {...form.getInputProps('company')}
            />
          )}
          <TextInput
            label="Username or e-mail"
            autoComplete="username"
            autoCapitalize="none"
            autoFocus={!needsCompany || slug !== ''}
            {...form.getInputProps('name')}
          />
          <PasswordInput label="Password" autoComplete="current-password" {...form.getInputProps('password')} />
          <Button type="submit" loading={isSaving}>
            Sign in
          </Button>
          <AnchorLink to={paths.forgot} search={{ company }} size="sm" ta="center">
            Forgot your password?
          </AnchorLink>
        </Stack>
      </form>
    </PublicPage>
  )
}
