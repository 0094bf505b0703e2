/** The mail's HTML for a frame without scripts: its links open in a new tab, its styles carry the nonce that our policy asks for. */
export function mailDocument(html: string, nonce: string): string {
  return `<base target="_blank">${html.replaceAll(/<style\b/gi, `<style nonce="${nonce}"`)}`
}

/** The first link of a mail's text: where it wants to lead its reader. */
export function firstLink(text: string): string | null {
  return /https?:\/\/\S+/.exec(text)?.[0].replace(/[.,;)>\]]+$/, '') ?? null
}
