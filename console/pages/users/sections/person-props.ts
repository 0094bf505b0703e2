import type { LicenseView } from '../../../../contract/api/licenses.ts'
import type { SiteView } from '../../../../contract/api/sites.ts'
import type { UserView } from '../../../../contract/api/users.ts'
import type { UserForm } from '../use-user-form.ts'

/** What every part of the form about a person is handed. */
export interface PersonProps {
  readonly form: UserForm
  /** The person as stored; null while they are being created. */
  readonly user: UserView | null
  readonly sites: readonly SiteView[]
  readonly licenses: readonly LicenseView[]
}

/** The site that is chosen in the form. */
export function siteOf({ form, sites }: Pick<PersonProps, 'form' | 'sites'>): SiteView | undefined {
  return sites.find(({ id }) => id === form.draft.site)
}
