import { Alert, Text } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { SiteView } from '../../../contract/api/sites.ts'
import { answerOf } from '../../../web/answers.ts'
import { call } from '../../../web/api.ts'
import { FormPanel } from '../../form/form-panel.tsx'
import { OutdatedNote } from '../../form/outdated-note.tsx'
import { usePinnedVersion } from '../../form/use-pinned-version.ts'
import { useResourceForm } from '../../form/use-resource-form.ts'
import { paths } from '../../paths.ts'
import { ConfirmButton } from '../../ui/confirm-button.tsx'
import { Icon } from '../../ui/console-icons.tsx'
import { sayDone } from '../../ui/toast.tsx'
import { useChange } from '../../ui/use-change.ts'
import { usePanelId } from '../../ui/use-panel-id.ts'
import { HistoryList } from '../activity/history-list.tsx'
import { draftOfSite, siteBody } from './site-draft.ts'
import { SiteFields } from './site-fields.tsx'

/** One site, to see, change and delete. */
export function SitePanel() {
  const id = usePanelId()
  const { data: site } = useSuspenseQuery(answerOf(endpoints.getSite, { params: { id } }))
  const { base, rebase } = usePinnedVersion(site)
  return <SiteForm key={base.version} base={base} site={site} onLoad={() => rebase(site)} />
}

interface SiteFormProps {
  /** The version that is being edited, and the one that is true now. */
  base: SiteView
  site: SiteView
  onLoad: () => void
}

function SiteForm({ base, site, onLoad }: SiteFormProps) {
  const { id } = base
  const navigate = useNavigate()
  const close = () => void navigate({ to: paths.sites })
  const state = useResourceForm({
    initial: draftOfSite(base),
    body: siteBody,
    schema: endpoints.createSite.body,
    save: (body) => call(endpoints.updateSite, { params: { id }, body, ifMatch: base.version }),
    onSaved: ({ site, changeSetId }) => {
      sayDone(changeSetId ? `${site.name} is saved.` : 'Nothing was different, so nothing was saved.', changeSetId)
      close()
    },
  })
  return (
    <FormPanel
      title={site.name}
      submitLabel="Save"
      onClose={close}
      state={state}
      actions={<DeleteSite site={site} onDeleted={close} />}
    >
      {site.version !== base.version && <OutdatedNote name={site.name} onLoad={onLoad} />}
      <EmergencyNote site={site} />
      <SiteFields form={state.form} />
      <Text fw={600} mt="md">
        History
      </Text>
      <HistoryList entityId={id} />
    </FormPanel>
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

function DeleteSite({ site, onDeleted }: { site: SiteView; onDeleted: () => void }) {
  const remove = useChange(
    () => call(endpoints.deleteSite, { params: { id: site.id } }),
    ({ changeSetId }) => {
      sayDone(`${site.name} is deleted.`, changeSetId)
      onDeleted()
    },
  )
  const people = site.users === 1 ? 'One person is' : `${site.users.toLocaleString()} people are`
  const refusal = site.users > 0 ? `${people} at this site. Move them to another site first.` : null
  return (
    <ConfirmButton
      label="Delete"
      title={`Delete ${site.name}?`}
      action="Delete"
      onConfirm={() => remove.mutate(undefined)}
      loading={remove.isPending}
      refusal={refusal}
    >
      <Text size="sm">The site is taken from every list. You can undo it.</Text>
    </ConfirmButton>
  )
}
