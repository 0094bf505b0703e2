import { Select, SimpleGrid, TextInput } from '@mantine/core'
import type { CallerId } from '../../../../contract/services-spec.ts'
import { problemProps } from '../../../form/problem-note.tsx'
import { LockedByLicense } from './locked.tsx'
import { LockedByProfile } from './locked-by-profile.tsx'
import { type PersonProps, siteOf } from './person-props.ts'
import { SettingSwitch } from './setting.tsx'
import { useCallerIdChoices } from './use-caller-id-choices.ts'

/** What others see when this person calls: outside, and colleagues. */
export function CallerIdSection(props: PersonProps) {
  const { form, user, licenses } = props
  return (
    <LockedByProfile user={user} path="services.callerId">
      <LockedByLicense form={form} licenses={licenses} needs="calls" what="Calls are">
        <CallerIdFields {...props} />
      </LockedByLicense>
    </LockedByProfile>
  )
}

/** The controls of the caller ID. */
export function CallerIdFields(props: PersonProps) {
  const { form } = props
  const { number, name, isBlocked, internalName } = form.draft.services.callerId
  const choices = useCallerIdChoices(form, siteOf(props))
  const set = (part: Partial<CallerId>) => form.setService('callerId', part)
  const ownName = `${form.draft.firstName} ${form.draft.lastName}`.trim()
  const text = (setting: 'name' | 'internalName') => ({
    dir: 'auto',
    placeholder: ownName,
    value: (setting === 'name' ? name : internalName) ?? '',
    onChange: (event: { currentTarget: { value: string } }) => set({ [setting]: event.currentTarget.value || null }),
    onBlur: () => form.leave(`services.callerId.${setting}`),
    ...problemProps(
      form.problemAt(`services.callerId.${setting}`),
      form.fix,
      setting === 'name' ? 'Empty: their own name.' : 'On phones inside the company. Empty: their own name.',
    ),
  })
  return (
    <>
      <Select
        label="Number shown outside"
        searchable
        clearable
        placeholder={choices.usual}
        searchValue={choices.typed}
        onSearchChange={choices.setTyped}
        filter={({ options }) => options}
        data={choices.groups}
        value={number}
        onChange={(value) => set({ number: value })}
        disabled={isBlocked}
        {...problemProps(
          form.problemAt('services.callerId.number'),
          form.fix,
          isBlocked ? 'Not shown while calls are anonymous.' : 'Any number that your company holds.',
        )}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput label="Name shown outside" {...text('name')} />
        <TextInput label="Name shown to colleagues" {...text('internalName')} />
      </SimpleGrid>
      <SettingSwitch
        form={form}
        path="services.callerId.isBlocked"
        label="Call anonymously"
        hint="Neither number nor name is shown outside. Emergency services see them all the same."
        isOn={isBlocked}
        onChange={(isOn) => set({ isBlocked: isOn })}
      />
    </>
  )
}
