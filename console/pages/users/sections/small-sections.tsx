import { Radio, Stack, Text } from '@mantine/core'
import { isCompleteAddress, type PostalAddress } from '../../../../contract/texts.ts'
import { StateMark } from '../../../ui/state-mark.tsx'
import { OwnAddress } from '../own-address.tsx'
import { PhoneAppsField } from '../phone-apps-field.tsx'
import { LockedByProfile } from './locked-by-profile.tsx'
import { type PersonProps, siteOf } from './person-props.ts'
import { FieldFrame, SettingSwitch } from './setting.tsx'

/** Where help is sent: to the site, or to an address of the person's own. */
export function EmergencySection(props: PersonProps) {
  const { form } = props
  const site = siteOf(props)
  const own = form.draft.emergencyAddress
  const siteAddress = site?.emergencyAddress ?? site?.address ?? null
  const empty: PostalAddress = {
    line1: '',
    line2: '',
    city: '',
    state: '',
    postalCode: '',
    country: site?.country ?? 'US',
  }
  return (
    <FieldFrame form={form} path="emergencyAddress">
      <Radio.Group
        label="Help is sent to"
        value={own ? 'own' : 'site'}
        onChange={(value) => form.set('emergencyAddress', value === 'own' ? empty : null)}
      >
        <Stack gap="xs" my={6}>
          <Radio
            value="site"
            label={`The address of ${site?.name ?? 'the site'}`}
            description={addressLine(siteAddress) || 'The site has no address yet.'}
          />
          <Radio value="own" label="An address of their own" description="For people who work elsewhere." />
        </Stack>
      </Radio.Group>
      {own && <OwnAddress form={form} field="emergencyAddress" address={own} />}
      <AddressCheck address={own ?? siteAddress} />
    </FieldFrame>
  )
}

/** Whether help would find the place. */
function AddressCheck({ address }: { address: PostalAddress | null }) {
  const isComplete = isCompleteAddress(address)
  return (
    <Text component="div" size="sm" mt="xs" role="status">
      <StateMark tone={isComplete ? 'ready' : 'attention'}>
        {isComplete ? 'Complete: street, city and country are there' : 'Not complete: street and city are needed'}
      </StateMark>
    </Text>
  )
}

function addressLine(address: PostalAddress | null): string {
  if (!address) return ''
  const { line1, line2, postalCode, city, state } = address
  return [line1, line2, [postalCode, city].filter(Boolean).join(' '), state].filter(Boolean).join(', ')
}

/** On which phones the person may call. */
export function PhoneAppsSection({ form, user }: PersonProps) {
  return (
    <LockedByProfile user={user} path="devices">
      <PhoneAppsField form={form} isNew={user === null} />
    </LockedByProfile>
  )
}

/** Who finds the person, and whom they find. */
export function DirectorySection({ form, user }: PersonProps) {
  const { isListed, sees } = form.draft.services.directory
  return (
    <LockedByProfile user={user} path="services.directory">
      <Stack>
        <SettingSwitch
          form={form}
          path="services.directory.isListed"
          label="Listed in the directory"
          hint="Colleagues find this person by name. Who is not listed can still be called by number."
          isOn={isListed}
          onChange={(isOn) => form.setService('directory', { isListed: isOn })}
        />
        <Radio.Group
          label="This person finds"
          value={sees}
          onChange={(value) => form.setService('directory', { sees: value === 'site' ? 'site' : 'company' })}
        >
          <Stack gap="xs" mt={6}>
            <Radio value="company" label="Everybody in the company" />
            <Radio value="site" label="People of their own site" />
          </Stack>
        </Radio.Group>
      </Stack>
    </LockedByProfile>
  )
}
