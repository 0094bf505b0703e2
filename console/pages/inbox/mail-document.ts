/** The mail's HTML for a frame without scripts: its links open in a new tab. */
export function mailDocument(html: string): string {
  return `<base target="_blank">${html}`
}

/** The first link of a mail's text: where it wants to lead its reader. */
export function firstLink(text: string): string | null {
  return /https?:\/\/\S+/.exec(text)?.[0].replace(/[.,;)>\]]+$/, '') ?? null
}
