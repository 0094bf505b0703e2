/** An answer with a status or headers of its own. */
export class Reply<T> {
  readonly body: T
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor(body: T, options: { status?: number; headers?: Record<string, string> } = {}) {
    this.body = body
    this.status = options.status
    this.headers = options.headers ?? {}
  }
}

/** Answers with a status or headers of its own: `reply(view, { headers: { 'set-cookie': … } })`. */
export function reply<T>(body: T, options: { status?: number; headers?: Record<string, string> } = {}): Reply<T> {
  return new Reply(body, options)
}
