import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { CountryCode } from '../texts.ts'
import { TenantView } from './setup.ts'

const tag = 'Operator'

export const operatorEndpoints = {
  listTenants: endpoint({
    method: 'GET',
    path: '/operator/tenants',
    tag,
    summary: 'All companies of this installation',
    access: 'operator',
    effect: 'read',
    status: 200,
    answer: z.object({
      items: z.array(
        TenantView.omit({ extensionRestDays: true, reservedExtensions: true, numberQuarantineDays: true }),
      ),
    }),
  }),
  loadStock: endpoint({
    method: 'POST',
    path: '/operator/numbers',
    tag,
    summary: 'Loads numbers into the stock that companies claim from; those already known are counted, not changed',
    access: 'operator',
    effect: 'outside',
    status: 201,
    body: z.strictObject({ country: CountryCode, text: z.string().max(2_000_000) }),
    answer: z.object({
      loaded: z.int(),
      known: z.int(),
      unread: z.array(z.object({ text: z.string(), reason: z.string() })),
    }),
  }),
}
