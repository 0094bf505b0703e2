import { z } from 'zod'

// Import this first: zod would probe `new Function`, which our content security policy refuses and reports.
z.config({ jitless: true })

/** The nonce that the server put into this page for style elements; the placeholder itself while developing. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
}
