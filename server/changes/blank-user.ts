import { defaultServices } from '../../contract/services-spec.ts'
import type { UserRecord } from '../../contract/user-spec.ts'

/** A person of whom nothing is said: what a field is when neither the spec nor a profile names it. */
export const blankUser: UserRecord = {
  firstName: '',
  lastName: '',
  email: '',
  username: '',
  externalId: null,
  site: '',
  language: null,
  timeZone: null,
  jobTitle: null,
  department: null,
  address: null,
  personalNumbers: [],
  profile: null,
  license: null,
  extension: null,
  numbers: [],
  devices: ['web', 'desktop', 'mobile'],
  emergencyAddress: null,
  services: defaultServices,
  state: 'active',
  role: 'user',
}
