import { NumberInput, SimpleGrid, Stack } from '@mantine/core'
import { problemProps } from '../../../form/problem-note.tsx'
import type { PersonProps } from './person-props.ts'
import { SettingSwitch } from './setting.tsx'

/** How many calls reach the person, and when none does. */
export function CallSettings({ form }: Pick<PersonProps, 'form'>) {
  const { callWaiting, doNotDisturb, maxConcurrentCalls } = form.draft.services.calls
  const path = 'services.calls.maxConcurrentCalls'
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <SettingSwitch
          form={form}
          path="services.calls.callWaiting"
          label="Call waiting"
          hint="A second call rings while one is going on."
          isOn={callWaiting}
          onChange={(isOn) => form.setService('calls', { callWaiting: isOn })}
        />
        <SettingSwitch
          form={form}
          path="services.calls.doNotDisturb"
          label="Do not disturb"
          hint="Their phones stay silent. Forwarding when busy still holds."
          isOn={doNotDisturb}
          onChange={(isOn) => form.setService('calls', { doNotDisturb: isOn })}
        />
      </SimpleGrid>
      <NumberInput
        label="Calls at a time"
        maw={220}
        min={1}
        max={100}
        placeholder="No limit"
        allowDecimal={false}
        value={maxConcurrentCalls ?? ''}
        onChange={(value) => form.setService('calls', { maxConcurrentCalls: value === '' ? null : Number(value) })}
        onBlur={() => form.leave(path)}
        {...problemProps(
          form.problemAt(path),
          form.fix,
          'In and out together; empty: no limit. Emergency calls are never counted.',
        )}
      />
    </Stack>
  )
}
