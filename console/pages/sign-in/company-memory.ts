const key = 'offhook-company'

/** The company that somebody signed in to last in this browser. */
export function rememberedCompany(): string {
  try {
    return localStorage.getItem(key) ?? ''
  } catch {
    return ''
  }
}

/** Keeps the company for the next sign-in in this browser. */
export function rememberCompany(slug: string): void {
  try {
    localStorage.setItem(key, slug)
  } catch {
    // Storage is blocked: the company is typed again next time.
  }
}
