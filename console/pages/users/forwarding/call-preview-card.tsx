import { Group, Paper, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CallPreviewSpec, PreviewCaller } from '../../../../contract/api/call-preview.ts'
import { endpoints } from '../../../../contract/api/endpoints.ts'
import type { UserView } from '../../../../contract/api/users.ts'
import { call } from '../../../../web/api.ts'
import { sentenceOf } from '../../../../web/problem-text.ts'
import type { UserForm } from '../use-user-form.ts'
import { askableSpec } from '../user-draft.ts'
import { CallPreviewPath } from './call-preview-path.tsx'
import { TargetPicker } from './target-picker.tsx'
import { useServiceWords } from './use-setting-words.ts'

/** What happens if someone calls now: the path of a call, decided as real calls are, also with what is not saved yet. */
export function CallPreviewCard({ form, user }: { form: UserForm; user: UserView }) {
  const [caller, setCaller] = useState<PreviewCaller>({ kind: 'anonymous' })
  const [moment, setMoment] = useState('')
  const { data, error } = useCallPreview(user, {
    caller,
    at: moment ? new Date(moment).toISOString() : null,
    services: askableSpec(form.spec).services,
  })
  const isReady = caller.kind !== 'number' || caller.number.length > 1
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="call-preview-title">
      <Stack gap="sm">
        <div>
          <Title order={4} fz="sm" id="call-preview-title">
            What happens if someone calls {moment ? 'then' : 'now'}?
          </Title>
          <Text size="xs" c="dimmed">
            Decided exactly as a real call is{form.spec.services ? ', with what you changed and have not saved' : ''}.
          </Text>
        </div>
        <Group gap="xs" align="flex-end">
          <CallerChoice caller={caller} user={user} onChange={setCaller} />
          <MomentChoice moment={moment} onChange={setMoment} />
        </Group>
        {!isReady && (
          <Text size="sm" c="dimmed">
            Choose who calls.
          </Text>
        )}
        {error && <Text size="sm">{sentenceOf(error)}</Text>}
        {isReady && data && <CallPreviewPath preview={data} />}
      </Stack>
    </Paper>
  )
}

function useCallPreview(user: UserView, spec: CallPreviewSpec) {
  const [asked] = useDebouncedValue(JSON.stringify(spec), 300)
  const body: CallPreviewSpec = JSON.parse(asked)
  return useQuery({
    // Below the user's path, so that phones that come and go ask it again.
    queryKey: [endpoints.previewCall.path, { id: user.id }, user.version, asked],
    queryFn: ({ signal }) => call(endpoints.previewCall, { params: { id: user.id }, body, signal }),
    enabled: body.caller.kind !== 'number' || body.caller.number.length > 1,
    placeholderData: keepPreviousData,
    retry: false,
  })
}

function CallerChoice({
  caller,
  user,
  onChange,
}: {
  caller: PreviewCaller
  user: UserView
  onChange: (caller: PreviewCaller) => void
}) {
  const words = useServiceWords(caller.kind === 'user' ? [caller.userId] : [])
  const [isChoosing, setChoosing] = useState(false)
  const kind = isChoosing ? 'user' : caller.kind
  const choose = (value: string | null) => {
    setChoosing(value === 'user')
    if (value === 'anonymous') onChange({ kind: 'anonymous' })
    if (value === 'number') onChange({ kind: 'number', number: '' })
  }
  return (
    <>
      <Select
        label="Caller"
        w={170}
        allowDeselect={false}
        data={[
          { value: 'anonymous', label: 'Anonymous' },
          { value: 'number', label: 'A number' },
          { value: 'user', label: 'A colleague' },
        ]}
        value={kind}
        onChange={choose}
      />
      {kind === 'number' && (
        <TextInput
          aria-label="Number that calls"
          placeholder="+44 20 7946 0000"
          type="tel"
          flex={1}
          miw={160}
          value={caller.kind === 'number' ? caller.number : ''}
          onChange={(event) => onChange({ kind: 'number', number: event.currentTarget.value })}
        />
      )}
      {kind === 'user' && (
        <div style={{ flex: 1, minWidth: 160 }}>
          <TargetPicker
            label="Colleague who calls"
            placeholder={caller.kind === 'user' ? words.nameOf(caller.userId) : 'Name or extension'}
            country={user.effective.country}
            except={user.id}
            onPick={(target) => {
              setChoosing(false)
              onChange(target)
            }}
          />
        </div>
      )}
    </>
  )
}

function MomentChoice({ moment, onChange }: { moment: string; onChange: (moment: string) => void }) {
  return (
    <>
      <Select
        label="When"
        w={170}
        allowDeselect={false}
        data={[
          { value: 'now', label: 'Now' },
          { value: 'then', label: 'At another time' },
        ]}
        value={moment ? 'then' : 'now'}
        onChange={(value) => onChange(value === 'then' ? localMoment(new Date()) : '')}
      />
      {moment && (
        <TextInput
          aria-label="Time of the call, in your time zone"
          type="datetime-local"
          flex={1}
          miw={160}
          value={moment}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </>
  )
}

/** A moment as the browser's own control for times spells it, in the viewer's zone. */
function localMoment(at: Date): string {
  const shifted = new Date(at.getTime() - at.getTimezoneOffset() * 60_000)
  return shifted.toISOString().slice(0, 16)
}
