import { endpoints } from '../../contract/api/endpoints.ts'
import type { Id } from '../../contract/ids.ts'
import type { Context } from '../access/context.ts'
import { listCalls } from '../calls/list-calls.ts'
import { addDevice, removeDevice } from '../devices/add-device.ts'
import { listDevices } from '../devices/list-devices.ts'
import { issueWebPhoneCredential } from '../devices/web-phone.ts'
import { implement, type Web } from '../http/implement.ts'
import { ProblemError } from '../problem-error.ts'
import { getPhone } from './get-phone.ts'
import { searchDirectory } from './search-directory.ts'

/** What a signed-in person's phone needs: who they are, colleagues, own calls, own devices. */
export function phoneRoutes(web: Web): void {
  implement(web, endpoints.getPhone, (ctx) => getPhone(ctx, me(ctx)))
  implement(web, endpoints.issueWebPhoneCredential, (ctx) => issueWebPhoneCredential(ctx))
  implement(web, endpoints.searchDirectory, (ctx, { query }) => searchDirectory(ctx, query))
  implement(web, endpoints.listOwnCalls, (ctx, { query }) => listCalls(ctx, { ...query, userId: me(ctx), isOwn: true }))
  implement(web, endpoints.listOwnDevices, (ctx) => listDevices(ctx, me(ctx)))
  implement(web, endpoints.addOwnDevice, async (ctx, { body }) => {
    const { mayAddSipPhones } = await getPhone(ctx, me(ctx))
    if (!mayAddSipPhones) throw new ProblemError('forbidden', 'Your administrator has not allowed SIP phones for you.')
    return addDevice(ctx, me(ctx), body.label)
  })
  implement(web, endpoints.removeOwnDevice, (ctx, { params }) => removeDevice(ctx, me(ctx), params.deviceId))
}

function me(ctx: Context): Id {
  if (!ctx.userId) throw new ProblemError('forbidden', 'An API token has no phone. Sign in as a person.')
  return ctx.userId
}
