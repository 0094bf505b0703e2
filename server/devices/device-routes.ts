import { endpoints } from '../../contract/api/endpoints.ts'
import { implement, type Web } from '../http/implement.ts'
import { addDevice, removeDevice } from './add-device.ts'
import { listDevices } from './list-devices.ts'

/** A user's phones. */
export function deviceRoutes(web: Web): void {
  implement(web, endpoints.listDevices, (ctx, { params }) => listDevices(ctx, params.id))
  implement(web, endpoints.addDevice, (ctx, { params, body }) => addDevice(ctx, params.id, body.label))
  implement(web, endpoints.removeDevice, (ctx, { params }) => removeDevice(ctx, params.id, params.deviceId))
}
