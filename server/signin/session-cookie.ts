const name = '__Host-offhook'

// The row decides when a session ends (30 days unused); the cookie lasts as long as browsers allow (RFC 6265bis §5.5).
const maxAgeS = 400 * 24 * 3600

// Browsers take Secure cookies on http://localhost too; everywhere else we speak TLS.
const attributes = 'Path=/; Secure; HttpOnly; SameSite=Lax'

/** The Set-Cookie header that signs a browser in. */
export function sessionCookie(token: string): string {
  return `${name}=${token}; ${attributes}; Max-Age=${maxAgeS}`
}

/** The Set-Cookie header that makes a browser forget its session. */
export function endedSessionCookie(): string {
  return `${name}=; ${attributes}; Max-Age=0`
}

/** The session's token in a Cookie header; null when there is none. */
export function tokenInCookies(header: string | undefined): string | null {
  for (const pair of (header ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2)
    if (key === name && value) return value
  }
  return null
}
