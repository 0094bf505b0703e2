import type { ReactNode } from 'react'
import { fieldWords } from '../../../../contract/field-words.ts'
import { sentenceCase } from '../../../../contract/plain-words.ts'
import { BulkDestination } from './bulk-destination.tsx'
import * as editors from './bulk-editors.tsx'

/** A field that can be set for many, with the control for its value. */
export interface BulkField {
  /** As plans and history name it. */
  readonly path: string
  readonly label: string
  /** What stands there when it is ticked. */
  readonly initial: unknown
  readonly control: (value: unknown, onChange: (value: unknown) => void, problem: string | undefined) => ReactNode
}

export interface BulkGroup {
  readonly title: string
  readonly fields: readonly BulkField[]
}

type Editor<T> = (props: editors.EditorProps<T>) => ReactNode

/** The value that a control gets is the one it gave, or the initial one. */
function field<T>(
  path: string,
  initial: NoInfer<T>,
  Control: Editor<T>,
  label = sentenceCase(fieldWords(path)),
): BulkField {
  return {
    path,
    label,
    initial,
    control: (value, onChange, problem) => (
      <Control label={label} value={value as T} onChange={onChange} problem={problem} />
    ),
  }
}

/** What can be set for many, in the order of the user page. */
export const bulkGroups: readonly BulkGroup[] = [
  {
    title: 'Basic information',
    fields: [
      field('site', '', editors.SiteEditor),
      field('profile', '', editors.ProfileEditor),
      field('jobTitle', null, editors.TextEditor),
      field('department', null, editors.TextEditor),
      field('language', null, editors.LanguageEditor),
      field('timeZone', null, editors.TimeZoneEditor),
      field('state', 'suspended', editors.StateEditor, 'State'),
    ],
  },
  {
    title: 'Licence and voice',
    fields: [
      field('license', '', editors.LicenseEditor),
      field('extension', 'auto', editors.ExtensionEditor),
      field('numbers', ['auto'], editors.NumbersEditor),
      field('services.calls.callWaiting', true, editors.SwitchEditor),
      field('services.calls.doNotDisturb', true, editors.SwitchEditor),
      field('services.calls.maxConcurrentCalls', 4, editors.LimitEditor),
    ],
  },
  {
    title: 'Caller ID',
    fields: [
      field('services.callerId.number', null, editors.CallerIdEditor),
      field('services.callerId.name', null, editors.TextEditor),
      field('services.callerId.isBlocked', true, editors.SwitchEditor),
    ],
  },
  {
    title: 'Call forwarding',
    fields: [
      field('services.forwarding.always', null, BulkDestination),
      field('services.forwarding.busy', null, BulkDestination),
      field('services.forwarding.noAnswer', null, BulkDestination),
      field('services.forwarding.noAnswerSeconds', 15, editors.CountEditor),
      field('services.forwarding.unreachable', null, BulkDestination),
      field('services.forwarding.blocksAnonymous', true, editors.SwitchEditor),
    ],
  },
  {
    title: 'External calling',
    fields: [
      field('services.calling.country', null, editors.CountryEditor),
      field('services.calling.plan', 'domestic', editors.PlanEditor),
      field('services.calling.allowedCountries', [], editors.CountriesEditor),
      field('services.calling.premium', false, editors.SwitchEditor),
    ],
  },
  { title: 'Emergency address', fields: [field('emergencyAddress', null, editors.EmergencyAddressEditor)] },
  {
    title: 'Phones and directory',
    fields: [
      field('devices', ['web', 'desktop', 'mobile'], editors.DevicesEditor, 'Phones that may be used'),
      field('services.directory.isListed', true, editors.SwitchEditor),
      field('services.directory.sees', 'company', editors.SeesEditor),
    ],
  },
]
