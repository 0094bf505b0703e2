import { bulkEditEndpoints } from './bulk-edit.ts'
import { callPreviewEndpoints } from './call-preview.ts'
import { callEndpoints } from './calls.ts'
import { changeSetEndpoints } from './change-sets.ts'
import { leavingEndpoints } from './leaving.ts'
import { licenseEndpoints } from './licenses.ts'
import { numberEndpoints } from './numbers.ts'
import { operatorEndpoints } from './operator.ts'
import { phoneEndpoints } from './phone.ts'
import { profileEndpoints } from './profiles.ts'
import { companyEndpoints, setupEndpoints } from './setup.ts'
import { signInEndpoints } from './sign-in.ts'
import { siteEndpoints } from './sites.ts'
import { taskEndpoints } from './tasks.ts'
import { userListEndpoints } from './user-lists.ts'
import { userEndpoints } from './users.ts'

/** Every operation of the HTTP API by name. */
export const endpoints = {
  ...setupEndpoints,
  ...signInEndpoints,
  ...companyEndpoints,
  ...userEndpoints,
  ...userListEndpoints,
  ...leavingEndpoints,
  ...bulkEditEndpoints,
  ...taskEndpoints,
  ...siteEndpoints,
  ...profileEndpoints,
  ...numberEndpoints,
  ...licenseEndpoints,
  ...callEndpoints,
  ...callPreviewEndpoints,
  ...changeSetEndpoints,
  ...phoneEndpoints,
  ...operatorEndpoints,
}
export type EndpointName = keyof typeof endpoints
