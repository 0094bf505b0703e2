import { Alert, Text } from '@mantine/core'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useRef } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { SiteView } from '../../../contract/api/sites.ts'
import { valueText } from '../../../contract/change-words.ts'
import { answerOf } from '../../../web/answers.ts'
import { call } from '../../../web/api.ts'
import { ConflictNote } from '../../form/conflict-note.tsx'
import { FormPanel } from '../../form/form-panel.tsx'
import { useFormMerging } from '../../form/use-form-merging.ts'
import { useResourceForm } from '../../form/use-resource-form.ts'
import { paths } from '../../paths.ts'
import { Icon } from '../../ui/console-icons.tsx'
import { AnchorLink } from '../../ui/links.tsx'
import { sayDone } from '../../ui/toast.tsx'
import { usePanelId } from '../../ui/use-panel-id.ts'
import { HistoryList } from '../activity/history-list.tsx'
import { DeleteSite } from './delete-site.tsx'
import { callerIdTexts, draftOfSite, policyTexts, siteBody, siteLabels } from './site-draft.ts'
import { SiteFields } from './site-fields.tsx'

/** One site, to see, change and delete. */
export function SitePanel() {
  const id = usePanelId()
  const queryClient = useQueryClient()
  const query = answerOf(endpoints.getSite, { params: { id } })
  const { data: site } = useSuspenseQuery(query)
  const navigate = useNavigate()
  const close = () => void navigate({ to: paths.sites })
  const base = useRef(site)
  const note = useRef<HTMLDivElement>(null)
  const state = useResourceForm({
    initial: draftOfSite(site),
    body: siteBody,
    schema: endpoints.createSite.body,
    save: (body) =>
      call(endpoints.updateSite, { params: { id }, body, ifMatch: base.current.version }).catch((error) => {
        // Somebody was faster than the news of it: then the form learns here what they saved.
        void queryClient.invalidateQueries({ queryKey: query.queryKey })
        throw error
      }),
    onSaved: ({ site: saved, changeSetId }) => {
      sayDone(changeSetId ? `${saved.name} is saved.` : 'Nothing was different, so nothing was saved.', changeSetId)
      close()
    },
  })
  const { clashes, keepMine, takeTheirs } = useFormMerging({
    form: state.form,
    base,
    current: site,
    draftOf: draftOfSite,
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    if (clashes.length === 0) return state.submit(event)
    event.preventDefault()
    note.current?.focus()
  }
  return (
    <FormPanel
      title={site.name}
      submitLabel="Save"
      onClose={close}
      state={{ ...state, submit }}
      actions={<DeleteSite site={site} onDeleted={close} />}
    >
      <ConflictNote
        ref={note}
        name={site.name}
        clashes={clashes}
        labelOf={(field) => siteLabels[field] ?? field}
        textOf={siteValueText}
        onMine={keepMine}
        onTheirs={takeTheirs}
      />
      <EmergencyNote site={site} />
      <SiteFields form={state.form} belowExtensions={<RangeInUse id={id} />} />
      <Text fw={600} mt="md">
        History
      </Text>
      <HistoryList entityId={id} />
    </FormPanel>
  )
}

function siteValueText(value: unknown, field: string): string {
  if (field === 'extensionPolicy') return value === 'numberEnd' ? policyTexts.numberEnd : policyTexts.next
  if (field === 'callerId') return value === 'main' ? callerIdTexts.main : callerIdTexts.own
  if (field === 'profile') return value ? 'a profile of its own' : 'the company’s default'
  return valueText(value)
}

function RangeInUse({ id }: { id: string }) {
  const { data } = useSuspenseQuery(answerOf(endpoints.getSiteExtensions, { params: { id } }))
  const parts = [
    `${data.used.toLocaleString()} of ${data.size.toLocaleString()} in use`,
    `${data.free.toLocaleString()} free`,
    ...(data.resting.count > 0 ? [`${data.resting.count.toLocaleString()} rest`] : []),
    ...(data.blocked.count > 0 ? [`${data.blocked.count.toLocaleString()} kept back`] : []),
  ]
  return (
    <Text size="sm" c="dimmed">
      {parts.join(' · ')}.{' '}
      <AnchorLink to={paths.siteExtensions} params={{ id }} size="sm">
        See them
      </AnchorLink>
    </Text>
  )
}

function EmergencyNote({ site: { emergencyCalls } }: { site: SiteView }) {
  const { arePossible, sentence } = emergencyCalls
  return (
    <Alert
      icon={<Icon name={arePossible ? 'check' : 'warning'} />}
      title="Emergency calls"
      style={{ borderColor: arePossible ? undefined : 'var(--offhook-attention)' }}
    >
      {sentence}
    </Alert>
  )
}
