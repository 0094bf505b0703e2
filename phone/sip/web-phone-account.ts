import { endpoints } from '../../contract/api/endpoints.ts'
import type { WebPhoneCredential } from '../../contract/api/phone.ts'
import { ApiError, call } from '../../web/api.ts'

/** What came of asking for a SIP credential. `refused` carries the server's sentence; `unreachable` passes by itself. */
export type AccountAnswer =
  | { readonly kind: 'issued'; readonly credential: WebPhoneCredential }
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'unreachable' }

/** Asks for this session's SIP credential. The one issued before stops working. */
export async function issueAccount(): Promise<AccountAnswer> {
  try {
    return { kind: 'issued', credential: await call(endpoints.issueWebPhoneCredential, {}) }
  } catch (error) {
    if (!(error instanceof ApiError)) return { kind: 'unreachable' }
    const { status, detail } = error.document
    if (status === 401) return { kind: 'signedOut' }
    return status >= 500 || status === 429 ? { kind: 'unreachable' } : { kind: 'refused', sentence: detail }
  }
}
