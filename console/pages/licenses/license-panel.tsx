import { SimpleGrid, Stack, Text } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { LicenseView } from '../../../contract/api/licenses.ts'
import { answerOf } from '../../../web/answers.ts'
import { call } from '../../../web/api.ts'
import { FormPanel } from '../../form/form-panel.tsx'
import { OutdatedNote } from '../../form/outdated-note.tsx'
import { usePinnedVersion } from '../../form/use-pinned-version.ts'
import { useResourceForm } from '../../form/use-resource-form.ts'
import { paths } from '../../paths.ts'
import { useSession } from '../../session.tsx'
import { NotFound } from '../../shell/not-found.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { sayDone } from '../../ui/toast.tsx'
import { usePanelId } from '../../ui/use-panel-id.ts'
import { HistoryList } from '../activity/history-list.tsx'
import { grantsSentence } from './entitlement-text.ts'
import { LicenseFields, licenseBody } from './license-fields.tsx'

/** One licence type: to change for operators, to see for everybody else. */
export function LicensePanel() {
  const id = usePanelId()
  const { data } = useSuspenseQuery(answerOf(endpoints.listLicenses, {}))
  const { isOperator } = useSession()
  const navigate = useNavigate()
  const license = data.items.find((one) => one.id === id)
  const close = () => void navigate({ to: paths.licenses })
  if (license && isOperator) return <EditLicense license={license} onClose={close} />
  return (
    <SidePanel title={license?.name ?? 'Licence'} onClose={close}>
      {license ? <ReadLicense license={license} /> : <NotFound />}
    </SidePanel>
  )
}

function EditLicense({ license, onClose }: { license: LicenseView; onClose: () => void }) {
  const { base, rebase } = usePinnedVersion(license)
  return (
    <LicenseForm key={base.version} base={base} license={license} onLoad={() => rebase(license)} onClose={onClose} />
  )
}

interface LicenseFormProps {
  /** The version that is being edited, and the one that is true now. */
  base: LicenseView
  license: LicenseView
  onLoad: () => void
  onClose: () => void
}

function LicenseForm({ base, license, onLoad, onClose }: LicenseFormProps) {
  const { id, name, entitlements, owned, version } = base
  const state = useResourceForm({
    initial: { name, entitlements, owned },
    body: licenseBody,
    schema: endpoints.createLicense.body,
    save: (body) => call(endpoints.updateLicense, { params: { id }, body, ifMatch: version }),
    onSaved: ({ license, changeSetId }) => {
      sayDone(
        `${license.name}: ${license.owned.toLocaleString()} owned, ${license.free.toLocaleString()} free.`,
        changeSetId,
      )
      onClose()
    },
  })
  return (
    <FormPanel title={name} submitLabel="Save" onClose={onClose} state={state}>
      {license.version !== version && <OutdatedNote name={license.name} onLoad={onLoad} />}
      <LicenseFields form={state.form} used={license.used} />
      <Text fw={600} mt="md">
        History
      </Text>
      <HistoryList entityId={id} />
    </FormPanel>
  )
}

function ReadLicense({ license: { owned, used, free, suspended, entitlements } }: { license: LicenseView }) {
  return (
    <Stack>
      <Text>{grantsSentence(entitlements)}</Text>
      <SimpleGrid cols={3}>
        {Object.entries({ Owned: owned, Used: used, Free: free }).map(([label, amount]) => (
          <div key={label}>
            <Text size="xs" c="dimmed">
              {label}
            </Text>
            <Text className="tabular">{amount.toLocaleString()}</Text>
          </div>
        ))}
      </SimpleGrid>
      {suspended > 0 && <Text size="sm">{suspended.toLocaleString()} are held by suspended people.</Text>}
      <Text size="sm" c="dimmed">
        Whoever runs this installation changes how many there are.
      </Text>
    </Stack>
  )
}
