import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { DeviceCredential, UserWritten } from '../../../contract/api/users.ts'
import { answerOf } from '../../../web/answers.ts'
import { paths } from '../../paths.ts'
import { sayDone } from '../../ui/toast.tsx'
import { rememberCreated } from './created-memory.ts'
import { createdSentence } from './created-text.ts'
import { keptFilters } from './kept-filters.ts'
import { firstServices, freeNumbersFor, likelySite } from './service-defaults.ts'
import { useUserForm } from './use-user-form.ts'
import { createUser, planCreation } from './user-answers.ts'
import { creatingSpec, newUserDraft } from './user-draft.ts'

/** Everything behind Create user: the form, whether services are part of it, and what follows a save. */
export function useCreation(formId: string) {
  const { data: sites } = useSuspenseQuery(answerOf(endpoints.listSites, {}))
  const { data: licenses } = useSuspenseQuery(answerOf(endpoints.listLicenses, {}))
  const { data: free } = useSuspenseQuery(answerOf(endpoints.listNumbers, { query: { state: 'available', limit: 50 } }))
  const { site } = useSearch({ from: '__root__' })
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [hasServices, setHasServices] = useState(false)
  const [credentials, setCredentials] = useState<readonly DeviceCredential[]>([])
  const wantsAnother = useRef(false)
  const key = useRef(crypto.randomUUID())
  const form = useUserForm({
    initial: newUserDraft(likelySite(sites.items, site)),
    planKey: hasServices ? 'create-with-services' : 'create',
    specOf: (draft) => creatingSpec(draft, hasServices),
    ask: planCreation,
    save: (spec) => createUser(spec, key.current),
    onSaved: (written) => {
      key.current = crypto.randomUUID()
      if (wantsAnother.current) return startAnother(written)
      rememberCreated(queryClient, written)
      void navigate({ to: paths.user, params: { id: written.user.id }, search: keptFilters })
    },
  })
  const freeIn = (id: string) =>
    freeNumbersFor(
      sites.items.find((one) => one.id === id),
      free.items,
    )
  const startAnother = (written: UserWritten) => {
    sayDone(createdSentence(written.user), written.changeSetId)
    setCredentials(written.credentials)
    const { site: chosen, language } = form.draft
    const next = { ...newUserDraft(chosen), language }
    form.restart(hasServices ? { ...next, ...firstServices(licenses.items, freeIn(chosen) - 1) } : next)
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`#${formId} [data-autofocus]`)?.focus())
  }
  return {
    form,
    sites: sites.items,
    licenses: licenses.items,
    hasServices,
    addServices: () => {
      setHasServices(true)
      form.merge(firstServices(licenses.items, freeIn(form.draft.site)))
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
