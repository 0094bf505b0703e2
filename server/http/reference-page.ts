/** A readable page of an OpenAPI document. */
export function referencePage(document: unknown): string {
  return `<!doctype html><title>Offhook API</title><pre>${JSON.stringify(document, null, 2).replaceAll('<', '&lt;')}</pre>`
}
