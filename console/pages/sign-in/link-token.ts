/** The token of a welcome link; it stands behind the `#`, which browsers send to no server. */
export function linkToken(hash: string): string {
  return new URLSearchParams(hash.replace(/^#/, '')).get('token') ?? ''
}
