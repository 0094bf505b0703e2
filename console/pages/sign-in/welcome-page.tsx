import { Button, PasswordInput, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { LinkView } from '../../../contract/api/sign-in.ts'
import { call } from '../../../web/api.ts'
import { useFormattedNumber } from '../../../web/formatted-number.ts'
import { sentenceOf } from '../../../web/problem-text.ts'
import { FormFailure } from '../../form/form-failure.tsx'
import { useResourceForm } from '../../form/use-resource-form.ts'
import { paths } from '../../paths.ts'
import { AnchorLink, ButtonLink } from '../../ui/links.tsx'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { PublicPage } from '../../ui/public-page.tsx'
import { rememberCompany } from './company-memory.ts'
import { landingOf } from './landing.ts'
import { linkToken } from './link-token.ts'

/** Where a welcome or recovery link leads: who you are here, and a password to set. */
export function WelcomePage() {
  const [token] = useState(() => linkToken(location.hash))
  const { data: link, error } = useQuery({
    queryKey: ['link', token],
    queryFn: () => call(endpoints.openLink, { body: { token } }),
    enabled: token !== '',
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (link) return <PasswordForm link={link} token={token} />
  if (!error && token) return <PageSkeleton />
  return (
    <PublicPage title="This link does not work">
      <Stack>
        <Text>{error ? sentenceOf(error) : 'The address is not complete. Open the link in your mail once more.'}</Text>
        <Text c="dimmed" size="sm">
          Your administrator can send you a new one, or you can ask for one yourself.
        </Text>
        <ButtonLink to={paths.forgot}>Send me a new link</ButtonLink>
        <AnchorLink to={paths.signIn} size="sm" ta="center">
          I have a password already
        </AnchorLink>
      </Stack>
    </PublicPage>
  )
}

function PasswordForm({ link, token }: { link: LinkView; token: string }) {
  const queryClient = useQueryClient()
  const { form, submit, isSaving, failure } = useResourceForm({
    initial: { password: '' },
    body: ({ password }) => ({ token, password }),
    schema: endpoints.acceptLink.body,
    save: (body) => call(endpoints.acceptLink, { body }),
    onSaved: (session) => {
      rememberCompany(link.slug)
      queryClient.clear()
      location.assign(landingOf(session))
    },
  })
  const isWelcome = link.purpose === 'welcome'
  return (
    <PublicPage
      title={isWelcome ? `Welcome, ${link.name}` : 'Set a new password'}
      lead={isWelcome ? undefined : `For ${link.name}`}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <Reachable link={link} />
          <FormFailure sentence={failure} />
          {/* Lets password managers keep the name beside the password. */}
          <input type="text" name="username" autoComplete="username" value={link.username} readOnly hidden />
          <PasswordInput
            label="Choose a password"
            description="At least 10 characters. A few words are fine."
            autoComplete="new-password"
            autoFocus
            {...form.getInputProps('password')}
          />
          <Button type="submit" loading={isSaving}>
            {isWelcome ? 'Set password and start' : 'Set password and sign in'}
          </Button>
        </Stack>
      </form>
    </PublicPage>
  )
}

function Reachable({ link }: { link: LinkView }) {
  const number = useFormattedNumber(link.number ?? '')
  const ways = [link.extension && `extension ${link.extension}`, number].filter(Boolean).join(' and ')
  return (
    <Text>
      {ways ? `At ${link.company} people reach you on ${ways}. ` : `You have an account at ${link.company}. `}
      Your username is <strong dir="auto">{link.username}</strong>.
    </Text>
  )
}
