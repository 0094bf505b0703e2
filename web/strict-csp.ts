import { z } from 'zod'

// Import this first: zod would probe `new Function`, which our content security policy refuses and reports.
z.config({ jitless: true })

/** The nonce that the server put into this page for style elements; the placeholder itself while developing. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
}

// react-style-singleton, which stops the page from scrolling behind a dialog, looks for its nonce under this name.
Object.assign(globalThis, { __webpack_nonce__: styleNonce() })
