import { Alert, Button, Group, NumberInput, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { LeavingView, OffboardAnswer, OffboardSpec, ReferenceView } from '../../../contract/api/leaving.ts'
import type { UserView } from '../../../contract/api/users.ts'
import { answerOf } from '../../../web/answers.ts'
import { call } from '../../../web/api.ts'
import { sentenceOf } from '../../../web/problem-text.ts'
import { paths } from '../../paths.ts'
import { Icon } from '../../ui/console-icons.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { sayDone } from '../../ui/toast.tsx'
import { useChange } from '../../ui/use-change.ts'
import { usePanelId } from '../../ui/use-panel-id.ts'
import { keptFilters } from '../users/kept-filters.ts'
import { draftOfPlan, hasCalls, type OffboardDraft, specOf } from './offboard-draft.ts'
import { PersonSelect } from './person-select.tsx'
import { PlannedNote } from './planned-note.tsx'
import { ReferenceChoices } from './reference-choices.tsx'
import { timeOf } from './time-of.ts'

/** Lets a person leave: what points at them, what becomes of it, now or at a time. */
export function OffboardPanel() {
  const id = usePanelId()
  const { data: user } = useSuspenseQuery(answerOf(endpoints.getUser, { params: { id } }))
  const { data } = useSuspenseQuery(answerOf(endpoints.getReferences, { params: { id } }))
  const navigate = useNavigate()
  const close = () => void navigate({ to: paths.user, params: { id }, search: keptFilters })
  const title = `${user.firstName} ${user.lastName} leaves`
  if (data.refusal)
    return (
      <SidePanel title={title} onClose={close}>
        <Alert role="alert" icon={<Icon name="warning" />}>
          {data.refusal}
        </Alert>
      </SidePanel>
    )
  return (
    <OffboardForm
      key={data.leaving?.plannedAt}
      user={user}
      references={data.items}
      leaving={data.leaving}
      close={close}
    />
  )
}

interface OffboardFormProps {
  user: UserView
  references: readonly ReferenceView[]
  leaving: LeavingView | null
  close: () => void
}

function OffboardForm({ user, references, leaving, close }: OffboardFormProps) {
  const [draft, setDraft] = useState(() => draftOfPlan(leaving))
  const change = (part: Partial<OffboardDraft>) => setDraft((old) => ({ ...old, ...part }))
  const spec = specOf(draft, references)
  const preview = useOffboardPreview(user.id, spec)
  const leave = useChange(
    () => call(endpoints.offboard, { params: { id: user.id }, body: spec }),
    ({ at, changeSetId }) => {
      const done = spec.outcome === 'delete' ? 'has left.' : 'is suspended.'
      sayDone(`${user.firstName} ${user.lastName} ${at ? `leaves ${timeOf(at)}.` : done}`, changeSetId)
      close()
    },
  )
  const asked = references.filter(({ choices }) => choices.length > 0)
  const settled = references.filter(({ choices }) => choices.length === 0)
  const refusal = preview.error ? sentenceOf(preview.error) : null
  return (
    <SidePanel
      title={`${user.firstName} ${user.lastName} leaves`}
      onClose={close}
      footer={
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button onClick={() => leave.mutate(undefined)} loading={leave.isPending} disabled={refusal !== null}>
            {buttonText(draft, user)}
          </Button>
        </Group>
      }
    >
      <Stack gap="lg">
        {leaving && <PlannedNote leaving={leaving} />}
        <WhenAndHow draft={draft} change={change} />
        <Successor user={user} references={references} leaving={leaving} draft={draft} change={change} />
        {asked.map((reference) => (
          <ReferenceChoices
            key={reference.kind}
            reference={reference}
            draft={draft}
            onChoose={(key, value) => change({ chosen: { ...draft.chosen, [key]: value } })}
          />
        ))}
        {settled.map((reference) => (
          <ReferenceChoices key={reference.kind} reference={reference} draft={draft} onChoose={() => {}} />
        ))}
        <WhatHappens steps={sentencesOf(preview.data)} refusal={refusal} isLater={draft.isLater} />
      </Stack>
    </SidePanel>
  )
}

/** What happens, and last what will not go as the choices seem to say. */
function sentencesOf(answer: OffboardAnswer | undefined): string[] | undefined {
  return answer && [...answer.steps, ...answer.problems.map(({ message }) => message)]
}

function useOffboardPreview(id: string, spec: OffboardSpec) {
  const [asked] = useDebouncedValue(spec, 200, { leading: true })
  return useQuery({
    queryKey: ['plan', 'offboard', id, asked],
    queryFn: ({ signal }) =>
      call(endpoints.offboard, { params: { id }, body: asked, query: { dryRun: 'true' }, signal }),
    placeholderData: keepPreviousData,
    retry: false,
  })
}

function buttonText({ isLater, outcome, at }: OffboardDraft, { firstName }: UserView): string {
  if (isLater) return at === '' ? 'Plan it' : `Plan it for ${timeOf(new Date(at).toISOString())}`
  return outcome === 'delete' ? `Let ${firstName} leave now` : `Suspend ${firstName} now`
}

interface PartProps {
  draft: OffboardDraft
  change: (part: Partial<OffboardDraft>) => void
}

function WhenAndHow({ draft, change }: PartProps) {
  return (
    <>
      <Radio.Group
        label="When"
        value={draft.isLater ? 'later' : 'now'}
        onChange={(value) => change({ isLater: value === 'later' })}
      >
        <Group mt={6}>
          <Radio value="now" label="Now" data-autofocus />
          <Radio value="later" label="At a time" />
        </Group>
      </Radio.Group>
      {draft.isLater && (
        <TextInput
          type="datetime-local"
          label="Day and time"
          description="In your own time zone."
          value={draft.at}
          onChange={({ currentTarget: { value } }) => change({ at: value })}
          maw={260}
        />
      )}
      <Radio.Group
        label="Then"
        value={draft.outcome}
        onChange={(value) => change({ outcome: value === 'suspend' ? 'suspend' : 'delete' })}
      >
        <Stack gap={6} mt={6}>
          <Radio
            value="delete"
            label="Delete"
            description="Into the recycle bin for 30 days; the licence is free at once."
          />
          <Radio
            value="suspend"
            label="Suspend"
            description="Everything is kept, the licence too; nobody can sign in or call, except for help."
          />
        </Stack>
      </Radio.Group>
    </>
  )
}

function Successor({ user, references, leaving, draft, change }: PartProps & Omit<OffboardFormProps, 'close'>) {
  return (
    <Stack gap="xs">
      <PersonSelect
        label="Successor"
        description={`Who takes over from ${user.firstName}. Without one, calls reach nobody.`}
        placeholder="Nobody"
        except={user.id}
        value={draft.successorId}
        name={leaving?.successor?.name ?? null}
        onChange={(successorId) =>
          change({ successorId, ...(draft.successorId === null && draft.callDays === 0 ? { callDays: 14 } : {}) })
        }
      />
      {draft.successorId !== null && hasCalls(draft, references) && (
        <NumberInput
          label="Days that calls ring the successor"
          description={`Calls to ${user.firstName}’s extension, and to numbers that nobody else has then. 0: not at all.`}
          min={0}
          max={365}
          value={draft.callDays}
          onChange={(value) => change({ callDays: Number(value) || 0 })}
          styles={{ wrapper: { maxWidth: 120 } }}
        />
      )}
    </Stack>
  )
}

function WhatHappens({
  steps,
  refusal,
  isLater,
}: {
  steps: string[] | undefined
  refusal: string | null
  isLater: boolean
}) {
  return (
    <Stack gap={6} component="section" aria-label="What will happen" aria-live="polite">
      <Text fw={600}>What will happen{isLater ? ' then, as things stand today' : ''}</Text>
      {refusal ? (
        <Alert role="alert" icon={<Icon name="warning" />}>
          {refusal}
        </Alert>
      ) : (
        <ul style={{ margin: 0, paddingInlineStart: 20 }}>
          {(steps ?? ['Asking what would happen …']).map((step) => (
            <Text key={step} component="li" size="sm">
              {step}
            </Text>
          ))}
        </ul>
      )}
      {!refusal && (
        <Text size="xs" c="dimmed">
          It is one change: it can be undone as one.
        </Text>
      )}
    </Stack>
  )
}
