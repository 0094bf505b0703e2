import { Button, MultiSelect, Radio, Stack, Text } from '@mantine/core'
import { useMemo } from 'react'
import { CallingPlan } from '../../../../contract/services-spec.ts'
import { CountrySelect } from '../../../form/place-fields.tsx'
import { countryChoices, countryName } from '../../../form/places.ts'
import { problemProps } from '../../../form/problem-note.tsx'
import { includes, licenseThatIncludes } from './included.ts'
import { LockedByLicense } from './locked.tsx'
import { LockedByProfile } from './locked-by-profile.tsx'
import { type PersonProps, siteOf } from './person-props.ts'
import { FieldFrame, SettingSwitch } from './setting.tsx'

/** Which numbers outside this person may call. */
export function CallingSection(props: PersonProps) {
  const { form, user, licenses } = props
  return (
    <LockedByProfile user={user} path="services.calling">
      <LockedByLicense form={form} licenses={licenses} needs="calls" what="Calls are">
        <CallingFields {...props} />
      </LockedByLicense>
    </LockedByProfile>
  )
}

/** The controls of the external calling permission. */
export function CallingFields(props: PersonProps) {
  const { form } = props
  const { country, premium } = form.draft.services.calling
  const siteCountry = siteOf(props)?.country ?? ''
  return (
    <Stack>
      <CountrySelect
        label="Calling country"
        clearable
        allowDeselect
        placeholder={`${countryName(siteCountry)} – as the site`}
        value={country}
        onChange={(value) => form.setService('calling', { country: value })}
        {...problemProps(
          form.problemAt('services.calling.country'),
          form.fix,
          'Whose numbering plan reads what is dialed, and what “domestic” means.',
        )}
      />
      <PlanChoice {...props} country={countryName(country ?? siteCountry)} />
      <AllowedCountries {...props} />
      <SettingSwitch
        form={form}
        path="services.calling.premium"
        label="Premium-rate and satellite numbers"
        hint="Expensive numbers are refused unless you allow them here."
        isOn={premium}
        onChange={(isOn) => form.setService('calling', { premium: isOn })}
      />
    </Stack>
  )
}

function PlanChoice({ form, licenses, country }: PersonProps & { country: string }) {
  const license = licenses.find(({ id }) => id === form.draft.license)
  const better = licenseThatIncludes(licenses, 'international')
  const isLocked = !includes(license, 'international')
  const words: Record<CallingPlan, [label: string, hint: string]> = {
    emergencyOnly: ['Emergency numbers only', 'Colleagues can be called as well.'],
    domestic: ['Domestic', `Numbers of the calling country: ${country}.`],
    international: [
      'International',
      isLocked
        ? `Not included in ${license?.name ?? 'no licence'}.`
        : 'Numbers of all countries, or those named below.',
    ],
  }
  return (
    <FieldFrame form={form} path="services.calling.plan">
      <Radio.Group
        label="May call"
        value={form.draft.services.calling.plan}
        onChange={(value) => form.setService('calling', { plan: CallingPlan.parse(value) })}
      >
        <Stack gap="xs" mt={6}>
          {CallingPlan.options.map((plan) => (
            <Radio
              key={plan}
              value={plan}
              label={words[plan][0]}
              description={words[plan][1]}
              disabled={plan === 'international' && isLocked}
            />
          ))}
        </Stack>
      </Radio.Group>
      {isLocked && better && (
        <Text size="sm" mt="xs">
          International calls come with {better.name}.{' '}
          <Button size="compact-xs" variant="default" onClick={() => form.set('license', better.id)}>
            Use {better.name}
          </Button>
        </Text>
      )}
    </FieldFrame>
  )
}

function AllowedCountries({ form, licenses }: PersonProps) {
  const { plan, allowedCountries } = form.draft.services.calling
  const data = useMemo(countryChoices, [])
  const isIncluded = includes(
    licenses.find(({ id }) => id === form.draft.license),
    'international',
  )
  if (plan === 'emergencyOnly') return null
  const isDomestic = plan === 'domestic'
  return (
    <MultiSelect
      label={isDomestic ? 'And these countries' : 'Only these countries'}
      placeholder={allowedCountries.length > 0 ? '' : isDomestic ? 'None' : 'All'}
      searchable
      clearable
      hidePickedOptions
      disabled={!isIncluded && allowedCountries.length === 0}
      data={data}
      value={[...allowedCountries]}
      onChange={(codes) => form.setService('calling', { allowedCountries: codes })}
      {...problemProps(
        form.problemUnder('services.calling.allowedCountries'),
        form.fix,
        isDomestic
          ? 'May be called besides the own country; needs a licence with international calls.'
          : 'Empty: all countries.',
      )}
    />
  )
}
