import { Box, Checkbox, Group, Paper, Stack, Switch, Text, Title } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useId } from 'react'
import { ProfileLock } from '../../../contract/profile-spec.ts'
import type { BulkField } from '../users/bulk-edit/bulk-fields.tsx'
import { type ProfileBlock, type ProfilePart, profileParts } from './profile-blocks.ts'
import { givenProblem, type ProfileDraft } from './profile-draft.ts'
import { lockTexts } from './profile-text.ts'

type Form = UseFormReturnType<ProfileDraft>

/** Every field that a profile can give, each with a lock of its own or of its section. */
export function ProfileParts({ form }: { form: Form }) {
  return profileParts.map((part) => <Part key={part.title} part={part} form={form} />)
}

function Part({ part: { title, blocks }, form }: { part: ProfilePart; form: Form }) {
  const id = useId()
  const [only] = blocks
  const isOneLock = blocks.length === 1 && only !== undefined
  return (
    <Paper withBorder p="md" component="section" aria-labelledby={id}>
      <Group justify="space-between" mb="sm" wrap="nowrap">
        <Title order={3} fz="md" id={id}>
          {title}
        </Title>
        {isOneLock && <LockSwitch block={only} form={form} />}
      </Group>
      <Stack gap="sm">
        {blocks.map((block) => (
          <Block key={block.lock} block={block} form={form} hasOwnLock={!isOneLock} />
        ))}
      </Stack>
    </Paper>
  )
}

function Block({ block, form, hasOwnLock }: { block: ProfileBlock; form: Form; hasOwnLock: boolean }) {
  const { locks, values } = form.values
  const isEmpty = block.fields.every(({ path }) => !(path in values))
  return (
    <Stack gap="xs">
      {block.fields.map((field, index) => (
        <Given
          key={field.path}
          field={field}
          form={form}
          lock={hasOwnLock && index === 0 ? <LockSwitch block={block} form={form} /> : null}
        />
      ))}
      {locks.includes(block.lock) && isEmpty && (
        <Text size="xs" c="dimmed">
          Locked as usual: {lockTexts[block.lock].usual}.
        </Text>
      )}
    </Stack>
  )
}

function LockSwitch({ block: { lock }, form }: { block: ProfileBlock; form: Form }) {
  const { locks } = form.values
  const toggle = (isLocked: boolean) => {
    const others = locks.filter((one) => one !== lock)
    const next = isLocked ? ProfileLock.options.filter((one) => one === lock || others.includes(one)) : others
    form.setFieldValue('locks', next)
  }
  return (
    <Switch
      size="sm"
      label="Locked"
      labelPosition="left"
      aria-label={`Lock ${lockTexts[lock].label}`}
      checked={locks.includes(lock)}
      onChange={(event) => toggle(event.currentTarget.checked)}
    />
  )
}

function Given({ field, form, lock }: { field: BulkField; form: Form; lock: React.ReactNode }) {
  const { path, label, initial, control } = field
  const { values } = form.values
  const isGiven = path in values
  const set = (value: unknown) => form.setFieldValue('values', { ...values, [path]: value })
  const toggle = () => {
    const { [path]: _old, ...others } = values
    if (isGiven) form.setFieldValue('values', others)
    else set(initial)
  }
  return (
    <Stack gap={6}>
      <Group justify="space-between" wrap="nowrap">
        <Checkbox label={label} checked={isGiven} onChange={toggle} />
        {lock}
      </Group>
      {isGiven && <Box pl={32}>{control(values[path], set, givenProblem(form.errors, path))}</Box>}
    </Stack>
  )
}
