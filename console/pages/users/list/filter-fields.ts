import { useQuery } from '@tanstack/react-query'
import { endpoints } from '../../../../contract/api/endpoints.ts'
import type { ConditionName } from '../../../../contract/user-filter.ts'
import { answerOf } from '../../../../web/answers.ts'
import type { Choice } from '../../../table/filters/filter-chip.tsx'
import { standingChoices } from '../standing-text.ts'

/** What the list can be narrowed by, in the order of the menu. */
export const filterLabels: Readonly<Record<ConditionName, string>> = {
  site: 'Site',
  license: 'Licence',
  standing: 'Readiness',
  state: 'State',
  profile: 'Profile',
  department: 'Department',
  extension: 'Extension',
  number: 'Number',
  device: 'Phone app',
  role: 'Role',
}

/** Fields that somebody has or has not; there is nothing to choose. */
export const hasOrNot: ReadonlySet<ConditionName> = new Set(['extension', 'number'])

const none = { value: 'none', label: 'None' }

const fixed: Partial<Record<ConditionName, readonly Choice[]>> = {
  standing: standingChoices,
  state: [
    { value: 'active', label: 'Active' },
    { value: 'suspended', label: 'Suspended' },
  ],
  extension: [none],
  number: [none],
  device: [
    { value: 'web', label: 'Web' },
    { value: 'desktop', label: 'Desktop' },
    { value: 'mobile', label: 'Mobile' },
    { value: 'desk', label: 'Desk phone' },
  ],
  role: [
    { value: 'user', label: 'User' },
    { value: 'admin', label: 'Administrator' },
  ],
}

interface Named {
  readonly id: string
  readonly name: string
}

/** What each filter can be set to, as far as it is known yet. */
export function useFilterChoices(): (name: ConditionName) => readonly Choice[] {
  const { data: sites } = useQuery(answerOf(endpoints.listSites, {}))
  const { data: licenses } = useQuery(answerOf(endpoints.listLicenses, {}))
  const { data: profiles } = useQuery(answerOf(endpoints.listProfiles, {}))
  const { data: departments } = useQuery(answerOf(endpoints.listDepartments, {}))
  const named = (items: readonly Named[] = []) => items.map(({ id, name }) => ({ value: id, label: name }))
  return (name) => {
    if (name === 'site') return named(sites?.items)
    if (name === 'license') return [...named(licenses?.items), none]
    if (name === 'profile') return [...named(profiles?.items), none]
    if (name === 'department') return [...(departments?.items ?? []).map((value) => ({ value, label: value })), none]
    return fixed[name] ?? []
  }
}
