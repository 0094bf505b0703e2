import { useState } from 'react'

/** Holds the version that a form began with: what others change meanwhile is said, and never silently overwritten. */
export function usePinnedVersion<Versioned extends { readonly version: number }>(current: Versioned) {
  const [base, setBase] = useState(current)
  return { base, rebase: setBase }
}
