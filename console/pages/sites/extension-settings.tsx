import { Button, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { TenantSpec } from '../../../contract/api/setup.ts'
import { ReservedExtensions } from '../../../contract/extension-number.ts'
import { answerOf } from '../../../web/answers.ts'
import { call } from '../../../web/api.ts'
import { sayDone } from '../../ui/toast.tsx'
import { useChange } from '../../ui/use-change.ts'

type Patch = Partial<TenantSpec>

/** What the company decides for all its sites: how long extensions rest, and which it keeps for itself. */
export function ExtensionSettings() {
  const { data: tenant } = useSuspenseQuery(answerOf(endpoints.getTenant, {}))
  const change = useChange(
    ({ body }: { body: Patch; done: string }) => call(endpoints.updateTenant, { body, ifMatch: tenant.version }),
    ({ changeSetId }, { done }) => sayDone(done, changeSetId),
  )
  const save = (body: Patch, done: string) => change.mutate({ body, done })
  const { reservedExtensions, extensionRestDays } = tenant
  return (
    <Stack gap="md">
      <Text fw={600}>For all sites of the company</Text>
      <RestDays
        key={extensionRestDays}
        days={extensionRestDays}
        isSaving={change.isPending}
        onSave={(days) =>
          save(
            { extensionRestDays: days },
            days === 0 ? 'Extensions rest no more.' : `Extensions rest for ${days} days.`,
          )
        }
      />
      <Stack gap="xs">
        {reservedExtensions.map((one) => (
          <Group key={`${one.from} ${one.to} ${one.reason}`} justify="space-between" wrap="nowrap">
            <Text size="sm" dir="auto" style={{ overflowWrap: 'anywhere' }}>
              <b className="tabular">{rangeText(one)}</b> {one.reason}
            </Text>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`Give ${rangeText(one)} out again`}
              disabled={change.isPending}
              onClick={() =>
                save(
                  { reservedExtensions: reservedExtensions.filter((other) => other !== one) },
                  `${rangeText(one)} can be given out again.`,
                )
              }
            >
              Remove
            </Button>
          </Group>
        ))}
        <AddReserved
          isSaving={change.isPending}
          onAdd={(one) =>
            save({ reservedExtensions: [...reservedExtensions, one] }, `${rangeText(one)} will be given to nobody.`)
          }
        />
      </Stack>
    </Stack>
  )
}

function rangeText({ from, to }: ReservedExtensions): string {
  return from === to ? from : `${from}–${to}`
}

function RestDays({ days, isSaving, onSave }: { days: number; isSaving: boolean; onSave: (days: number) => void }) {
  const [typed, setTyped] = useState<number | string>(days)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (typeof typed === 'number') onSave(typed)
  }
  return (
    <form onSubmit={submit}>
      <Group align="flex-end" gap="xs">
        <NumberInput
          label="Days that an extension rests after somebody gave it up"
          min={0}
          max={365}
          w={320}
          maw="100%"
          allowDecimal={false}
          value={typed}
          onChange={setTyped}
        />
        {typed !== days && (
          <Button type="submit" loading={isSaving} disabled={typed === ''}>
            Save
          </Button>
        )}
      </Group>
    </form>
  )
}

const nothing = { from: '', to: '', reason: '' }

function AddReserved({ isSaving, onAdd }: { isSaving: boolean; onAdd: (one: ReservedExtensions) => void }) {
  const [typed, setTyped] = useState(nothing)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const part = (name: keyof typeof nothing) => ({
    value: typed[name],
    error: errors[name],
    onChange: (event: { currentTarget: HTMLInputElement }) => setTyped({ ...typed, [name]: event.currentTarget.value }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = ReservedExtensions.safeParse({ ...typed, to: typed.to || typed.from })
    setErrors(
      Object.fromEntries((read.error?.issues ?? []).map(({ path, message }) => [String(path[0] ?? 'to'), message])),
    )
    if (!read.success) return
    onAdd(read.data)
    setTyped(nothing)
  }
  return (
    <form onSubmit={submit} noValidate>
      <Group align="flex-start" gap="xs">
        <TextInput label="Keep back from" inputMode="numeric" w={130} {...part('from')} />
        <TextInput label="to" placeholder={typed.from} inputMode="numeric" w={110} {...part('to')} />
        <TextInput label="Why" placeholder="Phones in the lifts" flex="1 1 180px" {...part('reason')} />
        <Button type="submit" variant="default" mt={25} loading={isSaving}>
          Keep back
        </Button>
      </Group>
    </form>
  )
}
