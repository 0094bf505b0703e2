import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { ProfileView } from '../../../contract/api/profiles.ts'
import type { DeviceCredential, UserWritten } from '../../../contract/api/users.ts'
import type { UserSpec } from '../../../contract/user-spec.ts'
import { answerOf } from '../../../web/answers.ts'
import { paths } from '../../paths.ts'
import { sayDone } from '../../ui/toast.tsx'
import { rememberCreated } from './created-memory.ts'
import { createdSentence } from './created-text.ts'
import { keptFilters } from './kept-filters.ts'
import { profileFor, profilePart, withoutGiven } from './profile-prefill.ts'
import { firstServices, freeNumbersFor, likelySite } from './service-defaults.ts'
import { useUserForm } from './use-user-form.ts'
import { createUser, planCreation } from './user-answers.ts'
import { creatingSpec, newUserDraft, type UserDraft } from './user-draft.ts'

/** What creates this person. A contact gets nothing that their profile would give; everybody else what it gives and nobody changed. */
function creationSpec(draft: UserDraft, hasServices: boolean, profile: ProfileView | undefined): UserSpec {
  const given = profilePart(profile)
  const spec = creatingSpec(draft, hasServices, given.services)
  if (hasServices) return withoutGiven(spec, profile)
  return {
    ...spec,
    ...(given.license && { license: null }),
    ...(given.extension && { extension: null }),
    ...(given.numbers && { numbers: [] }),
  }
}

/** Everything behind Create user: the form, whether services are part of it, and what follows a save. */
export function useCreation(formId: string) {
  const { data: sites } = useSuspenseQuery(answerOf(endpoints.listSites, {}))
  const { data: licenses } = useSuspenseQuery(answerOf(endpoints.listLicenses, {}))
  const { data: free } = useSuspenseQuery(answerOf(endpoints.listNumbers, { query: { state: 'available', limit: 50 } }))
  const { data: profiles } = useSuspenseQuery(answerOf(endpoints.listProfiles, {}))
  const { site } = useSearch({ from: '__root__' })
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [hasServices, setHasServices] = useState(false)
  const [credentials, setCredentials] = useState<readonly DeviceCredential[]>([])
  const wantsAnother = useRef(false)
  const key = useRef(crypto.randomUUID())
  const siteOf = (id: string) => sites.items.find((one) => one.id === id)
  const profileOf = ({ profile, site }: UserDraft) =>
    profiles.items.find(({ id }) => id === profile) ?? profileFor(siteOf(site), profiles.items)
  const form = useUserForm({
    initial: newUserDraft(likelySite(sites.items, site)),
    planKey: hasServices ? 'create-with-services' : 'create',
    specOf: (draft) => creationSpec(draft, hasServices, profileOf(draft)),
    ask: planCreation,
    save: (spec) => createUser(spec, key.current),
    onSaved: (written) => {
      key.current = crypto.randomUUID()
      if (wantsAnother.current) return startAnother(written)
      rememberCreated(queryClient, written)
      void navigate({ to: paths.user, params: { id: written.user.id }, search: keptFilters })
    },
  })
  const freeIn = (id: string) => freeNumbersFor(siteOf(id), free.items)
  const startAnother = (written: UserWritten) => {
    sayDone(createdSentence(written.user), written.changeSetId)
    setCredentials(written.credentials)
    const { site: chosen, language } = form.draft
    const next = { ...newUserDraft(chosen), language }
    const profile = form.draft.profile
    const services = {
      profile,
      ...firstServices(licenses.items, freeIn(chosen) - 1),
      ...profilePart(profileOf(form.draft)),
    }
    form.restart(hasServices ? { ...next, ...services } : next)
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`#${formId} [data-autofocus]`)?.focus())
  }
  return {
    form,
    sites: sites.items,
    licenses: licenses.items,
    hasServices,
    /** The profile that the person will have, and how another is chosen. */
    profile: profileOf(form.draft)?.id ?? '',
    chooseProfile: (profile: ProfileView | null) =>
      form.merge({ profile: profile?.id ?? '', ...profilePart(profile ?? undefined) }),
    addServices: () => {
      setHasServices(true)
      form.merge({
        ...firstServices(licenses.items, freeIn(form.draft.site)),
        ...profilePart(profileOf(form.draft)),
      })
      requestAnimationFrame(() => document.querySelector<HTMLElement>(`#${formId} [data-services-start]`)?.focus())
    },
    credentials,
    forget: (credential: DeviceCredential) => setCredentials(credentials.filter((one) => one !== credential)),
    /** What the next save is followed by: another form, or the created person. */
    followWith: (another: 'another' | 'created') => {
      wantsAnother.current = another === 'another'
    },
  }
}
