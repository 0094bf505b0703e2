import { Alert, Group, Stack, Text } from '@mantine/core'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useRef } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { LicenseDetail, LicenseView } from '../../../contract/api/licenses.ts'
import { valueText } from '../../../contract/change-words.ts'
import { answerOf } from '../../../web/answers.ts'
import { call } from '../../../web/api.ts'
import { ConflictNote } from '../../form/conflict-note.tsx'
import { FormPanel } from '../../form/form-panel.tsx'
import { useFormMerging } from '../../form/use-form-merging.ts'
import { useResourceForm } from '../../form/use-resource-form.ts'
import { paths } from '../../paths.ts'
import { useSession } from '../../session.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { sayDone } from '../../ui/toast.tsx'
import { usePanelId } from '../../ui/use-panel-id.ts'
import { HistoryList } from '../activity/history-list.tsx'
import { DeleteLicense } from './delete-license.tsx'
import { grantsSentence } from './entitlement-text.ts'
import { LicenseFields, licenseBody, licenseLabels } from './license-fields.tsx'
import { LicenseFigures } from './license-figures.tsx'
import { MoveButton } from './move-button.tsx'
import { ReclaimButton } from './reclaim-button.tsx'

/** One licence type: how its pool stands, who could give one back, and, for operators, what it is. */
export function LicensePanel() {
  const id = usePanelId()
  const { data: license } = useSuspenseQuery(answerOf(endpoints.getLicense, { params: { id } }))
  const { isOperator } = useSession()
  const navigate = useNavigate()
  const close = () => void navigate({ to: paths.licenses })
  if (isOperator) return <EditLicense license={license} onClose={close} />
  return (
    <SidePanel title={license.name} onClose={close}>
      <Stack>
        <Text>{grantsSentence(license.entitlements)}</Text>
        <LicensePool license={license} />
        <Text size="sm" c="dimmed">
          Whoever runs this installation changes how many there are.
        </Text>
        <LicenseHistory id={id} />
      </Stack>
    </SidePanel>
  )
}

function LicensePool({ license }: { license: LicenseDetail }) {
  return (
    <>
      <LicenseFigures license={license} />
      <Group gap="xs">
        <ReclaimButton license={license} />
        <MoveButton license={license} />
      </Group>
    </>
  )
}

function LicenseHistory({ id }: { id: string }) {
  return (
    <>
      <Text fw={600} mt="md">
        History
      </Text>
      <HistoryList entityId={id} />
    </>
  )
}

const draftOf = ({ name, entitlements, owned }: LicenseView) => ({ name, entitlements, owned })

function EditLicense({ license, onClose }: { license: LicenseDetail; onClose: () => void }) {
  const { id } = license
  const queryClient = useQueryClient()
  const base = useRef<LicenseView>(license)
  const note = useRef<HTMLDivElement>(null)
  const state = useResourceForm({
    initial: draftOf(license),
    body: licenseBody,
    schema: endpoints.createLicense.body,
    save: (body) =>
      call(endpoints.updateLicense, { params: { id }, body, ifMatch: base.current.version }).catch((error) => {
        void queryClient.invalidateQueries({ queryKey: answerOf(endpoints.getLicense, { params: { id } }).queryKey })
        throw error
      }),
    onSaved: ({ license: saved, changeSetId }) => {
      sayDone(`${saved.name}: ${saved.owned.toLocaleString()} owned, ${saved.free.toLocaleString()} free.`, changeSetId)
      onClose()
    },
  })
  const { clashes, keepMine, takeTheirs } = useFormMerging({
    form: state.form,
    base,
    current: license as LicenseView,
    draftOf,
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    if (clashes.length === 0) return state.submit(event)
    event.preventDefault()
    note.current?.focus()
  }
  const taken = license.entitlements.filter((right) => !state.form.values.entitlements.includes(right))
  return (
    <FormPanel
      title={license.name}
      submitLabel="Save"
      onClose={onClose}
      state={{ ...state, submit }}
      actions={<DeleteLicense license={license} onDeleted={onClose} />}
    >
      <ConflictNote
        ref={note}
        name={license.name}
        clashes={clashes}
        labelOf={(field) => licenseLabels[field] ?? field}
        textOf={valueText}
        onMine={keepMine}
        onTheirs={takeTheirs}
      />
      <LicensePool license={license} />
      <LicenseFields form={state.form} used={license.used} />
      {usesOf(license, taken).map((sentence) => (
        <Alert key={sentence}>{sentence}</Alert>
      ))}
      <LicenseHistory id={id} />
    </FormPanel>
  )
}

/** Who uses the rights that are about to be taken away. */
function usesOf({ uses, name }: LicenseDetail, taken: LicenseView['entitlements']): string[] {
  const people = (count: number) => (count === 1 ? 'one person' : `${count.toLocaleString()} people`)
  const sentences = {
    calls: `With ${name}, ${people(uses.calls)} could neither call nor be called any more.`,
    directNumber: `With ${name}, ${people(uses.directNumber)} have phone numbers: give them another type first.`,
    international: `With ${name}, ${people(uses.international)} may call abroad: give them another type first.`,
  }
  return (['calls', 'directNumber', 'international'] as const)
    .filter((right) => taken.includes(right) && uses[right] > 0)
    .map((right) => sentences[right])
}
