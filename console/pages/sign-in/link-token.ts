/** The token of a welcome link; it stands behind the `#`, which browsers send to no server. */
export function linkToken(hash: string): string {
  const text = hash.replace(/^#/, '')
  return text.includes('=') ? (new URLSearchParams(text).get('token') ?? '') : text
}
