import { Group, NumberInput, Stack, Text } from '@mantine/core'
import type { Destination, Forwarding, RuleDestination } from '../../../../contract/services-spec.ts'
import { problemProps } from '../../../form/problem-note.tsx'
import { LockedByLicense } from '../sections/locked.tsx'
import { LockedByProfile } from '../sections/locked-by-profile.tsx'
import { type PersonProps, siteOf } from '../sections/person-props.ts'
import { SettingSwitch } from '../sections/setting.tsx'
import { CallPreviewCard } from './call-preview-card.tsx'
import { CallerList } from './caller-list.tsx'
import { DestinationField, type ForwardingProps } from './destination-field.tsx'
import { RulesEditor } from './rules-editor.tsx'

/** Where calls go that this person does not take, and what would happen to a call now. */
export function ForwardingSection(props: PersonProps) {
  const { form, user, licenses } = props
  return (
    <>
      <LockedByProfile user={user} path="services.forwarding">
        <LockedByLicense form={form} licenses={licenses} needs="calls" what="Calls are">
          <ForwardingFields {...props} />
        </LockedByLicense>
      </LockedByProfile>
      {user && <CallPreviewCard form={form} user={user} />}
    </>
  )
}

/** The controls of call forwarding. */
export function ForwardingFields(props: PersonProps) {
  const { form, user } = props
  const site = siteOf(props)
  const country = form.draft.services.calling.country ?? site?.country ?? 'US'
  const zone = form.draft.timeZone || site?.timeZone || 'UTC'
  const forwarding = { form, userId: user?.id ?? null, country }
  return (
    <Stack gap="lg">
      <RulesEditor {...forwarding} zone={zone} />
      <Built {...forwarding} setting="always" label="Always" hint="Every call, instead of their own phones." />
      <Built {...forwarding} setting="busy" label="When busy" hint="On a call, declining, or not to be disturbed." />
      <Stack gap="xs">
        <Built {...forwarding} setting="noAnswer" label="When there is no answer" hint="After their own phones rang." />
        <NoAnswerSeconds form={form} />
      </Stack>
      <Built {...forwarding} setting="unreachable" label="When no phone is connected" hint="Signed out or offline." />
      <BlockedCallers {...forwarding} />
    </Stack>
  )
}

type BuiltSetting = 'always' | 'busy' | 'noAnswer' | 'unreachable' | 'blocked'

function Built({
  setting,
  off = 'Off',
  ...props
}: ForwardingProps & { setting: BuiltSetting; label: string; hint: string; off?: string }) {
  const { form } = props
  const set = (to: RuleDestination | null) => {
    const part: Partial<Forwarding> = { [setting]: isDestination(to) ? to : null }
    form.setService('forwarding', part)
  }
  return (
    <DestinationField
      {...props}
      path={`services.forwarding.${setting}`}
      value={form.draft.services.forwarding[setting]}
      onChange={set}
      choices={[
        { value: 'off', label: off },
        { value: 'ring', label: 'Ring people or numbers' },
        { value: 'busy', label: 'Busy tone' },
      ]}
    />
  )
}

function isDestination(to: RuleDestination | null): to is Destination {
  return to !== null && to.kind !== 'ownPhones'
}

function NoAnswerSeconds({ form }: Pick<PersonProps, 'form'>) {
  const path = 'services.forwarding.noAnswerSeconds'
  return (
    <NumberInput
      label="Seconds until “no answer”"
      maw={220}
      allowDecimal={false}
      value={form.draft.services.forwarding.noAnswerSeconds}
      onChange={(value) => form.setService('forwarding', { noAnswerSeconds: Number(value) })}
      onBlur={() => form.leave(path)}
      {...problemProps(form.problemAt(path), form.fix)}
    />
  )
}

function BlockedCallers(props: ForwardingProps) {
  const { form } = props
  const { blockedCallers, blocksAnonymous } = form.draft.services.forwarding
  const isAnyBlocked = blockedCallers.length > 0 || blocksAnonymous
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Text size="sm" fw={600}>
          Blocked callers
        </Text>
      </Group>
      <CallerList
        form={form}
        label="Blocked caller"
        path="services.forwarding.blockedCallers"
        callers={blockedCallers}
        onChange={(callers) => form.setService('forwarding', { blockedCallers: callers })}
      />
      <SettingSwitch
        form={form}
        path="services.forwarding.blocksAnonymous"
        label="Block anonymous callers"
        hint="Whoever hides their number."
        isOn={blocksAnonymous}
        onChange={(isOn) => form.setService('forwarding', { blocksAnonymous: isOn })}
      />
      {isAnyBlocked && (
        <Built
          {...props}
          setting="blocked"
          label="Blocked callers go to"
          hint="Their calls never ring here."
          off="Nobody: refused"
        />
      )}
    </Stack>
  )
}
